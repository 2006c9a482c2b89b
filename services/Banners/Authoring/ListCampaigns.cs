using System.ComponentModel.DataAnnotations;
using Banners.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Banners.Authoring;

/// <summary>All campaigns, newest first.</summary>
internal static class ListCampaigns
{
    internal sealed record Answer(IReadOnlyList<Item> Campaigns);

    internal sealed record Item(Guid Id, string Name, string Country, string Status, long Revision, bool HasUnpublishedChanges, int Keywords, int Banners, DateTimeOffset? PublishedAt);

    public static void MapListCampaigns(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/v1/campaigns", HandleAsync).WithName("ListCampaigns").WithSummary("Campaigns, newest first.").WithTags("Authoring")
            .ProducesValidationProblem();

    private static async Task<Ok<Answer>> HandleAsync(BannersDbContext db, CancellationToken cancellationToken, [Range(1, 500)] int limit = 100)
    {
        var campaigns = await db.Campaigns.AsNoTracking().OrderByDescending(campaign => campaign.CreatedAt).Take(limit)
            .Select(x => new { x.Id, x.Name, x.Country, x.Status, x.Revision, x.HasUnpublishedChanges, Keywords = x.Keywords.Count, Banners = x.Banners.Count, x.PublishedAt })
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Answer(campaigns.ConvertAll(x => new Item(
            x.Id, x.Name, x.Country, CampaignAnswer.NameOf(x.Status), x.Revision, x.HasUnpublishedChanges, x.Keywords, x.Banners, x.PublishedAt))));
    }
}
