using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Authoring;

/// <summary>The kill switch: no decision names the campaign any more, everywhere within 5 seconds.</summary>
internal static partial class PauseCampaign
{
    public static void MapPauseCampaign(this IEndpointRouteBuilder admin) =>
        admin.MapPost("/v1/campaigns/{id:guid}:pause", HandleAsync).WithName("PauseCampaign").WithSummary("Stops a campaign everywhere within 5 seconds.").WithTags("Authoring")
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, ClaimsPrincipal user, Publication publication, ILogger<Publication> logger, CancellationToken cancellationToken)
    {
        if (await publication.PauseAsync(id, user.Actor().Name, cancellationToken) is not var (campaign, paused))
            return TypedResults.NotFound();
        if (!paused)
            return TypedResults.Problem("The campaign is not live.", statusCode: StatusCodes.Status409Conflict);
        Log.Paused(logger, campaign.Id, campaign.Revision);
        return TypedResults.Ok(CampaignAnswer.Of(campaign));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Campaign {CampaignId} was paused with revision {Revision}.")]
        public static partial void Paused(ILogger logger, Guid campaignId, long revision);
    }
}
