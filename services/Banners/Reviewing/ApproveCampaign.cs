using System.Security.Claims;
using Banners.Authoring;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Reviewing;

/// <summary>Puts a submitted campaign live, by somebody who has not written in it since it was last published.</summary>
internal static class ApproveCampaign
{
    public static void MapApproveCampaign(this IEndpointRouteBuilder approvers) =>
        approvers.MapPost("/v1/campaigns/{id:guid}:approve", HandleAsync).WithName("ApproveCampaign")
            .WithSummary("Puts a submitted campaign live; with ?revision= only as the approver has read it.")
            .WithTags("Authoring").ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, ClaimsPrincipal user, Publication publication, CancellationToken cancellationToken, long? revision = null)
    {
        var actor = user.Actor().Name;
        return (await publication.PublishAsync(id, actor, "approve", (campaign, now) => campaign.Approve(actor, revision, now), cancellationToken)).Answer();
    }
}
