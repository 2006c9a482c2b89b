using System.Security.Claims;
using Banners.Authoring;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Reviewing;

/// <summary>Asks somebody else to approve the draft as it stands.</summary>
internal static class SubmitCampaign
{
    public static void MapSubmitCampaign(this IEndpointRouteBuilder authors) =>
        authors.MapPost("/v1/campaigns/{id:guid}:submit", HandleAsync).WithName("SubmitCampaign").WithSummary("Asks somebody else to approve a campaign as it stands.")
            .WithTags("Authoring").ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, ClaimsPrincipal user, Editing editing, CancellationToken cancellationToken)
    {
        var actor = user.Actor();
        return (await editing.MoveAsync(id, actor, "submit", (campaign, now) => campaign.Submit(actor.Name, now), cancellationToken)).Answer();
    }
}
