using System.Security.Claims;
using Banners.Authoring;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Reviewing;

/// <summary>Puts a paused campaign live again as it was published last, by somebody else than who paused it.</summary>
internal static class ResumeCampaign
{
    public static void MapResumeCampaign(this IEndpointRouteBuilder approvers) =>
        approvers.MapPost("/v1/campaigns/{id:guid}:resume", HandleAsync).WithName("ResumeCampaign").WithSummary("Puts a paused campaign live again, as it was published last.")
            .WithTags("Authoring").ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, ClaimsPrincipal user, Publication publication, CancellationToken cancellationToken) =>
        (await publication.ResumeAsync(id, user.Actor().Name, cancellationToken)).Answer();
}
