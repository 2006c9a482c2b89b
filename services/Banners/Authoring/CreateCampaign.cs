using System.Security.Claims;
using Banners.Auditing;
using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Authoring;

/// <summary>Begins a campaign as a draft.</summary>
internal static class CreateCampaign
{
    /// <param name="Name">What authors call it.</param>
    /// <param name="Country">ISO 3166-1 alpha-2, upper case.</param>
    /// <param name="DefaultLocale">Shown when no banner speaks the searcher's language.</param>
    /// <param name="Partners">Ids of the partners that may show it; empty or missing means every partner.</param>
    public sealed record Request(
        [property: Required, StringLength(120, MinimumLength = 3)] string Name,
        [property: Required, CountryCode] string Country,
        [property: Required, LanguageTag] string DefaultLocale,
        [property: MaxLength(100)] IReadOnlyList<string>? Partners = null);

    public static void MapCreateCampaign(this IEndpointRouteBuilder admin) =>
        admin.MapPost("/v1/campaigns", HandleAsync).WithName("CreateCampaign").WithSummary("Begins a campaign as a draft.").WithTags("Authoring")
            .ProducesValidationProblem();

    private static async Task<CreatedAtRoute<CampaignAnswer>> HandleAsync(
        Request request, ClaimsPrincipal user, BannersDbContext db, AuditTrail trail, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var campaign = new Campaign(Guid.CreateVersion7(now), request.Name, request.Country, request.DefaultLocale, request.Partners ?? [], user.Actor().Name, now);
        db.Add(campaign);
        trail.Add(user.Actor().Name, "create", campaign, Snapshot.Nothing, Snapshot.Of(campaign));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.CreatedAtRoute(CampaignAnswer.Of(campaign), "GetCampaign", new { id = campaign.Id });
    }
}
