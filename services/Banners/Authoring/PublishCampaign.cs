using System.Security.Claims;
using Banners.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Authoring;

/// <summary>Puts a campaign live as it stands; every replica decides from it within two seconds.</summary>
internal static partial class PublishCampaign
{
    public static void MapPublishCampaign(this IEndpointRouteBuilder admin) =>
        admin.MapPost("/v1/campaigns/{id:guid}:publish", HandleAsync).WithName("PublishCampaign").WithSummary("Puts a campaign live as it stands.").WithTags("Authoring")
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, ClaimsPrincipal user, Publication publication, ILogger<Publication> logger, CancellationToken cancellationToken)
    {
        if (await publication.PublishAsync(id, user.Actor().Name, cancellationToken) is not var (campaign, refusal))
            return TypedResults.NotFound();
        if (refusal is { } reason)
            return TypedResults.Problem(TextOf(reason), statusCode: StatusCodes.Status409Conflict);
        Log.Published(logger, campaign.Id, campaign.Revision);
        return TypedResults.Ok(CampaignAnswer.Of(campaign));
    }

    internal static string TextOf(PublishRefusal refusal) => refusal switch
    {
        PublishRefusal.NoKeywords => "The campaign has no keyword yet.",
        PublishRefusal.NoBanners => "The campaign has no banner yet.",
        PublishRefusal.MisfitPattern => "A concept keyword is no pattern, or speaks of a word class that the campaign does not have.",
        PublishRefusal.NothingNew => "The campaign is live already and nothing in it has changed.",
        _ => throw new InvalidOperationException($"The refusal {refusal} has no text."),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Campaign {CampaignId} was published with revision {Revision}.")]
        public static partial void Published(ILogger logger, Guid campaignId, long revision);
    }
}
