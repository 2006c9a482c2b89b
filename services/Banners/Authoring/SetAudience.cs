using System.Security.Claims;
using System.Text.RegularExpressions;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Authoring;

/// <summary>Replaces by whom and where a campaign is shown. What is live changes only by publishing.</summary>
internal static partial class SetAudience
{
    /// <param name="Partners">Ids of the partners that may show it; empty or missing means every partner.</param>
    /// <param name="Regions">ISO 3166-2 codes such as <c>FR-IDF</c>; empty or missing means everywhere. Where a platform names no region, a campaign with regions is not shown.</param>
    public sealed record Request(
        [property: MaxLength(100)] IReadOnlyList<string>? Partners = null,
        [property: MaxLength(200)] IReadOnlyList<string>? Regions = null);

    public static void MapSetAudience(this IEndpointRouteBuilder admin) =>
        admin.MapPut("/v1/campaigns/{id:guid}/audience", HandleAsync).WithName("SetAudience").WithSummary("Replaces a campaign's partners and regions; with ?revision= only as the author has read it.").WithTags("Authoring")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, ClaimsPrincipal user, Editing editing, CancellationToken cancellationToken, long? revision = null)
    {
        var (partners, regions) = (request.Partners ?? [], request.Regions ?? []);
        var mistakes = partners.Index().Where(x => !PartnerId().IsMatch(x.Item))
            .ToDictionary(x => $"Partners[{x.Index}]", _ => new[] { Sentences.PartnerId }, StringComparer.Ordinal);
        foreach (var (index, _) in regions.Index().Where(x => !Region().IsMatch(x.Item)))
            mistakes[$"Regions[{index}]"] = [Sentences.RegionCode];
        if (mistakes.Count > 0)
            return TypedResults.ValidationProblem(mistakes);
        var edit = await editing.RunAsync(id, user.Actor(), "audience", campaign =>
        {
            campaign.SetAudience([.. partners.Distinct(StringComparer.Ordinal)], [.. regions.Distinct(StringComparer.Ordinal)]);
            return null;
        }, cancellationToken, revision);
        return edit.CheckedAnswer();
    }

    [GeneratedRegex("^[a-z0-9-]{1,40}$", RegexOptions.NonBacktracking)]
    private static partial Regex PartnerId();

    [GeneratedRegex("^[A-Z]{2}-[A-Z0-9]{1,3}$", RegexOptions.NonBacktracking)]
    private static partial Regex Region();
}
