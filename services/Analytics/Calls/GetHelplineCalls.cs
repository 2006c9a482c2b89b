using Analytics.Data;
using Analytics.Defining;
using Analytics.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Calls;

/// <param name="Illustrative">At least one of the days is not a published figure; say so wherever they are shown.</param>
/// <param name="Sources">Where the figures are from, in the language asked for.</param>
/// <param name="Head">What it says of itself: calls come by import, so it is complete for the days that are there.</param>
internal sealed record CallSeries(ReportHead Head, string Helpline, bool Illustrative, IReadOnlyList<string> Sources, IReadOnlyList<DailyCall> Days) : Report(Head)
{
    public static readonly IReadOnlyDictionary<string, string> Links = Figures.Links("calls", "urgent=urgentCalls");
}

internal static class GetHelplineCalls
{
    public static void MapGetHelplineCalls(this IEndpointRouteBuilder app) =>
        app.MapGet("/helpline-calls", HandleAsync)
            .WithName("GetHelplineCalls").WithSummary("Calls that a helpline received, by day.");

    private static async Task<Results<Ok<CallSeries>, ValidationProblem>> HandleAsync(
        HttpRequest request, MetricsDbContext db, ReportHeads heads,
        string helpline = "119", DateOnly? from = null, DateOnly? to = null, CancellationToken cancellationToken = default)
    {
        if (Period.Check(from, to) is { } refused)
            return refused;
        var days = await db.DailyAsync(helpline, from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue, cancellationToken);
        return TypedResults.Ok(new CallSeries(
            heads.OfCalls(from, to, days, CallSeries.Links), helpline, days.Exists(x => x.Illustrative),
            await db.CallSourcesAsync(helpline, from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue, Languages.Of(request), cancellationToken), days));
    }

    /// <summary>Distinct sources of the figures of a period.</summary>
    internal static async Task<IReadOnlyList<string>> CallSourcesAsync(this MetricsDbContext db, string helpline, DateOnly from, DateOnly to, string language, CancellationToken cancellationToken)
    {
        var imports = db.HelplineCalls.Where(x => x.Helpline == helpline && x.Day >= from && x.Day <= to).Select(x => x.ImportId);
        var sources = await db.HelplineCallImports.AsNoTracking().Where(x => imports.Contains(x.Id)).OrderBy(x => x.ImportedAt).Select(x => x.Source).ToListAsync(cancellationToken);
        return [.. sources.Select(x => Languages.Pick(x, language)).Where(x => x.Length > 0).Distinct(StringComparer.Ordinal)];
    }
}
