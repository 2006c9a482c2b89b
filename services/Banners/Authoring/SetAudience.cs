using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.RegularExpressions;
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
        admin.MapPut("/v1/campaigns/{id:guid}/audience", HandleAsync).WithName("SetAudience").WithSummary("Replaces a campaign's partners and regions.").WithTags("Authoring")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, ClaimsPrincipal user, Editing editing, CancellationToken cancellationToken)
    {
        var (partners, regions) = (request.Partners ?? [], request.Regions ?? []);
        var mistakes = partners.Index().Where(x => !PartnerId().IsMatch(x.Item))
            .ToDictionary(x => $"Partners[{x.Index}]", _ => new[] { "A partner's id has 1 to 40 small letters, digits and hyphens." }, StringComparer.Ordinal);
        foreach (var (index, _) in regions.Index().Where(x => !Region().IsMatch(x.Item)))
            mistakes[$"Regions[{index}]"] = ["A region is an ISO 3166-2 code such as FR-IDF."];
        if (mistakes.Count > 0)
            return TypedResults.ValidationProblem(mistakes);
        var edit = await editing.RunAsync(id, user.Actor(), "audience", campaign =>
        {
            campaign.SetAudience([.. partners.Distinct(StringComparer.Ordinal)], [.. regions.Distinct(StringComparer.Ordinal)]);
            return null;
        }, cancellationToken);
        return edit.Refusal is { } refusal ? refusal : edit.Campaign is { } edited ? TypedResults.Ok(CampaignAnswer.Of(edited)) : TypedResults.NotFound();
    }

    [GeneratedRegex("^[a-z0-9-]{1,40}$", RegexOptions.NonBacktracking)]
    private static partial Regex PartnerId();

    [GeneratedRegex("^[A-Z]{2}-[A-Z0-9]{1,3}$", RegexOptions.NonBacktracking)]
    private static partial Regex Region();
}
