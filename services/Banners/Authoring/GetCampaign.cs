using Banners.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Banners.Authoring;

/// <summary>One campaign with its keywords and banners.</summary>
internal static class GetCampaign
{
    public static void MapGetCampaign(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/v1/campaigns/{id:guid}", HandleAsync).WithName("GetCampaign").WithSummary("One campaign with its keywords and banners.").WithTags("Authoring");

    private static async Task<Results<Ok<CampaignAnswer>, NotFound>> HandleAsync(Guid id, BannersDbContext db, CancellationToken cancellationToken) =>
        await db.Campaigns.AsNoTracking().WithContent().SingleOrDefaultAsync(campaign => campaign.Id == id, cancellationToken) is { } campaign
            ? TypedResults.Ok(CampaignAnswer.Of(campaign))
            : TypedResults.NotFound();

    public static IQueryable<Campaign> WithContent(this IQueryable<Campaign> campaigns) =>
        campaigns.Include(campaign => campaign.Keywords).Include(campaign => campaign.Banners).AsSplitQuery();
}
