using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Authoring;

/// <summary>Approves a campaign as it stands and puts it live in one step; every replica decides from it within two seconds.</summary>
internal static class PublishCampaign
{
    public static void MapPublishCampaign(this IEndpointRouteBuilder approvers) =>
        approvers.MapPost("/v1/campaigns/{id:guid}:publish", HandleAsync).WithName("PublishCampaign")
            .WithSummary("Approves a campaign as it stands and puts it live; not for who has written in it since it was last published.").WithTags("Authoring")
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, ClaimsPrincipal user, Publication publication, CancellationToken cancellationToken)
    {
        var actor = user.Actor().Name;
        return (await publication.PublishAsync(id, actor, "publish", (campaign, now) => campaign.Publish(actor, now), cancellationToken)).Answer();
    }
}
