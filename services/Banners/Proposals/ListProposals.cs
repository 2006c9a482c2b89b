using System.Security.Claims;
using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;

namespace Banners.Proposals;

/// <summary>Proposed terms, newest first: a partner's own, or all.</summary>
internal static class ListProposals
{
    /// <param name="Next">Give it as <c>before</c> to get the next page; null at the end.</param>
    internal sealed record Answer(IReadOnlyList<ProposalAnswer> Proposals, Guid? Next);

    public static void MapListProposals(this IEndpointRouteBuilder partners) =>
        partners.MapGet("/v1/proposals", HandleAsync).WithName("ListProposals").WithSummary("Proposed terms, newest first: a partner's own, or all for who writes campaigns.").WithTags("Proposals")
            .ProducesValidationProblem();

    private static async Task<Ok<Answer>> HandleAsync(
        ClaimsPrincipal user, BannersDbContext db, CancellationToken cancellationToken,
        [OneOf("waiting", "accepted", "declined")] string? status = null, Guid? before = null, [Range(1, 200)] int limit = 50)
    {
        var query = db.Proposals.AsNoTracking();
        if (user.PartnerId() is { } partner)
        {
            var by = $"partner:{partner}";
            query = query.Where(x => x.ProposedBy == by);
        }

        if (status is not null)
        {
            var wanted = Enum.Parse<ProposalStatus>(status, ignoreCase: true);
            query = query.Where(x => x.Status == wanted);
        }

        if (before is { } last)
            query = query.Where(x => x.Id < last);
        var rows = await query.OrderByDescending(x => x.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var items = rows.Take(limit).Select(x => ProposalAnswer.Of(x, forPartner: user.PartnerId() is not null)).ToList();
        return TypedResults.Ok(new Answer(items, rows.Count > limit ? items[^1].Id : null));
    }
}
