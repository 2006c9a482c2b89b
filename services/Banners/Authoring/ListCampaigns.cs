using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Banners.Authoring;

/// <summary>Campaigns, newest first; archived ones when asked for.</summary>
internal static class ListCampaigns
{
    internal sealed record Answer(IReadOnlyList<Item> Campaigns);

    /// <param name="Review"><c>draft</c>, <c>waiting</c>, <c>rejected</c> or <c>withdrawn</c>.</param>
    /// <param name="Writers">Who has written since it was last published, and therefore cannot approve it.</param>
    /// <param name="PausedBy">Who cannot be the one to put it live again.</param>
    internal sealed record Item(Guid Id, string Name, string Country, string Status, long Revision, bool HasUnpublishedChanges, int Keywords, int Banners, DateTimeOffset? PublishedAt,
        string Review, IReadOnlyList<string> Writers, int Version, string? PausedBy);

    public static void MapListCampaigns(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/v1/campaigns", HandleAsync).WithName("ListCampaigns").WithSummary("Campaigns, newest first.").WithTags("Authoring")
            .ProducesValidationProblem();

    private static async Task<Ok<Answer>> HandleAsync(BannersDbContext db, CancellationToken cancellationToken, [Range(1, 500)] int limit = 100, bool archived = false)
    {
        var campaigns = await db.Campaigns.AsNoTracking().Where(campaign => archived || campaign.Status != CampaignStatus.Archived).OrderByDescending(campaign => campaign.CreatedAt).Take(limit)
            .Select(x => new { x.Id, x.Name, x.Country, x.Status, x.Revision, x.HasUnpublishedChanges, Keywords = x.Keywords.Count, Banners = x.Banners.Count, x.PublishedAt, x.Review, x.Writers, x.Version, x.PausedBy })
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Answer(campaigns.ConvertAll(x => new Item(
            x.Id, x.Name, x.Country, CampaignAnswer.NameOf(x.Status), x.Revision, x.HasUnpublishedChanges, x.Keywords, x.Banners, x.PublishedAt,
            CampaignAnswer.NameOf(x.Review), x.Writers, x.Version, x.PausedBy))));
    }
}
