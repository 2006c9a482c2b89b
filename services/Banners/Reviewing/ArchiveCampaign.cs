using System.Security.Claims;
using Banners.Authoring;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Reviewing;

/// <summary>Puts away a campaign that is not live: it is only read any more, and no list shows it unasked.</summary>
internal static class ArchiveCampaign
{
    public static void MapArchiveCampaign(this IEndpointRouteBuilder authors) =>
        authors.MapPost("/v1/campaigns/{id:guid}:archive", HandleAsync).WithName("ArchiveCampaign").WithSummary("Puts away a campaign that is not live; for good.")
            .WithTags("Authoring").ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, ClaimsPrincipal user, Editing editing, CancellationToken cancellationToken) =>
        (await editing.MoveAsync(id, user.Actor(), "archive", (campaign, now) => campaign.Archive(now), cancellationToken)).Answer();
}
