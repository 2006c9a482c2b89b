using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Authoring;

/// <summary>The kill switch: no decision names the campaign any more, everywhere within 5 seconds. Anybody with an admin's key or a sign-in may use it.</summary>
internal static class PauseCampaign
{
    public static void MapPauseCampaign(this IEndpointRouteBuilder admin) =>
        admin.MapPost("/v1/campaigns/{id:guid}:pause", HandleAsync).WithName("PauseCampaign").WithSummary("Stops a campaign everywhere within 5 seconds.").WithTags("Authoring")
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, ClaimsPrincipal user, Publication publication, CancellationToken cancellationToken) =>
        (await publication.PauseAsync(id, user.Actor().Name, cancellationToken)).Answer();
}
