using System.Security.Claims;
using Banners.Authoring;
using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Reviewing;

/// <summary>Sends a campaign that waits for approval back to its authors.</summary>
internal static class RejectCampaign
{
    /// <param name="Reason">What its authors are to mend.</param>
    public sealed record Request([property: Required, StringLength(Campaign.MaxReason, MinimumLength = 3)] string Reason);

    public static void MapRejectCampaign(this IEndpointRouteBuilder approvers) =>
        approvers.MapPost("/v1/campaigns/{id:guid}:reject", HandleAsync).WithName("RejectCampaign").WithSummary("Sends a submitted campaign back to its authors.")
            .WithTags("Authoring").ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, ClaimsPrincipal user, Editing editing, CancellationToken cancellationToken)
    {
        var actor = user.Actor();
        return (await editing.MoveAsync(id, actor, "reject", (campaign, now) => campaign.Reject(actor.Name, request.Reason, now), cancellationToken, request.Reason)).Answer();
    }
}
