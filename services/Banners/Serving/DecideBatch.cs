using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Banners.Serving;

/// <summary>Up to a hundred searches of one platform at once, such as the suggestions under a search box.</summary>
internal static class DecideBatch
{
    public const int MaxSearches = 100;

    /// <param name="Decisions">Each as for one decision, all of one partner.</param>
    public sealed record Request([property: Required, MinLength(1), MaxLength(MaxSearches)] IReadOnlyList<DecideBanner.Request> Decisions);

    /// <param name="Decisions">In the order of the request; null where nothing matches.</param>
    internal sealed record Answer(IReadOnlyList<DecideBanner.Answer?> Decisions);

    public static void MapDecideBatch(this IEndpointRouteBuilder decisions) =>
        decisions.MapPost("/v1/decisions:batch", Handle).WithName("DecideBatch").WithSummary("The banners for up to 100 searches.").WithTags("Serving");

    private static Results<Ok<Answer>, ValidationProblem, ProblemHttpResult> Handle(Request request, HttpContext http, Decider decider)
    {
        var partner = request.Decisions[0].Partner;
        if (request.Decisions.Any(one => one.Partner != partner))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [nameof(Request.Decisions)] = ["All decisions of a batch are for one partner."] });
        if (decider.Refusal(http, partner, request.Decisions.Count, out var verified) is { } refusal)
            return refusal;
        var set = decider.Set;
        return TypedResults.Ok(new Answer([.. request.Decisions.Select(one => decider.Decide(set, one, http.User, verified))]));
    }
}
