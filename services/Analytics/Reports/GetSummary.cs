using Microsoft.AspNetCore.Http.HttpResults;

namespace Analytics.Reports;

internal static class GetSummary
{
    public static void MapGetSummary(this IEndpointRouteBuilder app) =>
        app.MapGet("/summary", HandleAsync)
            .WithName("GetSummary").WithSummary("Headline figures of a period; sandbox partners only when asked for by name.");

    private static async Task<Results<Ok<Summary>, ValidationProblem>> HandleAsync(
        SummaryReader reader, Guid? campaign = null, string? partner = null, DateOnly? from = null, DateOnly? to = null, CancellationToken cancellationToken = default)
    {
        if ((Period.Check(from, to) ?? Period.CheckPartner(partner)) is { } refused)
            return refused;
        return TypedResults.Ok(await reader.ReadAsync(new SummaryFilter(campaign, partner, from, to), cancellationToken));
    }
}
