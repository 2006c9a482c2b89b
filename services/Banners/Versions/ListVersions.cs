using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Banners.Versions;

/// <summary>What was published of a campaign, newest first.</summary>
internal static class ListVersions
{
    /// <param name="Next">Give it as <c>before</c> to get the next page; null at the end.</param>
    internal sealed record Answer(IReadOnlyList<Item> Versions, int? Next);

    /// <param name="Writers">Who has written in it since the version before.</param>
    /// <param name="Keywords">How many.</param>
    /// <param name="Banners">How many.</param>
    internal sealed record Item(int Number, DateTimeOffset At, string ApprovedBy, IReadOnlyList<string> Writers, long Revision, int Keywords, int Banners);

    public static void MapListVersions(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/v1/campaigns/{id:guid}/versions", HandleAsync).WithName("ListVersions").WithSummary("What was published of a campaign, newest first.").WithTags("Authoring")
            .ProducesValidationProblem();

    private static async Task<Results<Ok<Answer>, NotFound>> HandleAsync(
        Guid id, BannersDbContext db, CancellationToken cancellationToken, int before = int.MaxValue, [Range(1, 200)] int limit = 50)
    {
        if (!await db.Campaigns.AnyAsync(campaign => campaign.Id == id, cancellationToken))
            return TypedResults.NotFound();
        var rows = await db.CampaignVersions.AsNoTracking().Where(x => x.CampaignId == id && x.Number < before).OrderByDescending(x => x.Number).Take(limit + 1)
            .Select(x => new Item(x.Number, x.At, x.ApprovedBy, x.Writers, x.Revision, x.Keywords, x.Banners)).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Answer([.. rows.Take(limit)], rows.Count > limit ? rows[limit - 1].Number : null));
    }
}
