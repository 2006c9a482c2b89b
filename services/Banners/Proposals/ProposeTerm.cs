using System.Security.Claims;
using Banners.Authoring;
using Banners.Data;
using Banners.Matching;
using Banners.Mistakes;
using Banners.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDefaults.Keys;

namespace Banners.Proposals;

/// <summary>
/// A platform's or an institution's professional says which term is missing or wrong. It is a text that a professional writes, not a search
/// of somebody: nothing here is fed from traffic, and a limit by day keeps it so.
/// </summary>
internal static class ProposeTerm
{
    /// <param name="Term">As you would write it into a keyword set. Your own words: never what somebody has searched.</param>
    /// <param name="Locale">BCP 47 tag of its language.</param>
    /// <param name="Reason"><c>missing</c>: brings no banner and should. <c>wrong</c>: brings one and should not.</param>
    /// <param name="Kind">The need it speaks of, such as <c>self-harm</c>.</param>
    /// <param name="Campaign">The one it is meant for, if you know it.</param>
    /// <param name="Note">Why, for the authors. No word about a person.</param>
    public sealed record Request(
        [property: Required, StringLength(Proposal.MaxTerm, MinimumLength = 1)] string Term,
        [property: Required, LanguageTag] string Locale,
        [property: Required, OneOf("missing", "wrong")] string Reason,
        [property: Kind] string? Kind = null,
        Guid? Campaign = null,
        [property: StringLength(Proposal.MaxNote)] string? Note = null);

    public static void MapProposeTerm(this IEndpointRouteBuilder partners) =>
        partners.MapPost("/v1/proposals", HandleAsync).WithName("ProposeTerm")
            .WithSummary("A professional proposes a term that is missing or wrong; not what somebody searched.").WithTags("Proposals")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<Results<Created<ProposalAnswer>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Request request, ClaimsPrincipal user, BannersDbContext db, IOptions<RateLimitOptions> limits, TimeProvider clock, HttpResponse response, CancellationToken cancellationToken)
    {
        if (request.Term.Contains('\0', StringComparison.Ordinal) || request.Note?.Contains('\0', StringComparison.Ordinal) is true || Normalizer.Normalize(request.Term).Length == 0)
            return TypedResults.ValidationProblem([new(nameof(Request.Term), [Sentences.TermEmpty])]);
        var partner = user.PartnerId();
        if (request.Campaign is { } id
            && await db.Campaigns.AsNoTracking().Where(x => x.Id == id && x.Status != CampaignStatus.Archived).Select(x => x.Partners).SingleOrDefaultAsync(cancellationToken) is var partners
            && (partners is null || (partner is not null && partners.Length > 0 && !partners.Contains(partner, StringComparer.Ordinal))))
            return TypedResults.ValidationProblem([new(nameof(Request.Campaign), [Sentences.CampaignNotYours])]);

        var (by, now) = (ProposerOf(user), clock.GetUtcNow());
        var day = now.AddDays(-1);
        if (limits.Value.ProposalsPerDay is > 0 and var most && await db.Proposals.CountAsync(x => x.ProposedBy == by && x.At > day, cancellationToken) >= most)
        {
            response.Headers.RetryAfter = "3600";
            return TypedResults.Problem(Sentences.TooManyProposals.With(most), statusCode: StatusCodes.Status429TooManyRequests);
        }

        var proposal = new Proposal(
            Guid.CreateVersion7(now), by, request.Term.Trim(), request.Locale, request.Reason is "wrong" ? ProposalReason.Wrong : ProposalReason.Missing,
            request.Kind, request.Campaign, request.Note, now);
        db.Add(proposal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created((string?)null, ProposalAnswer.Of(proposal, forPartner: partner is not null));
    }

    internal static string ProposerOf(ClaimsPrincipal user) => user.PartnerId() is { } partner ? $"partner:{partner}" : user.Actor().Name;
}
