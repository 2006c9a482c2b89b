using Analytics.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Calls;

/// <param name="Corrections">Newest first.</param>
/// <param name="More">There are older ones than these.</param>
internal sealed record CallCorrections(string Helpline, IReadOnlyList<CallCorrection> Corrections, bool More);

/// <param name="Day">The helpline's calendar day.</param>
/// <param name="Hour">0–23, or null for the whole day.</param>
/// <param name="OldCalls">What stood there before.</param>
/// <param name="OldUrgent">What stood there before, where that was known.</param>
/// <param name="OldImportId">The import that it came from.</param>
/// <param name="NewImportId">The import that replaced it.</param>
/// <param name="CorrectedAt">When.</param>
internal sealed record CallCorrection(DateOnly Day, int? Hour, int OldCalls, int? OldUrgent, Guid OldImportId, Guid NewImportId, DateTimeOffset CorrectedAt);

internal static class GetCallCorrections
{
    private const int Most = 500;

    public static void MapGetCallCorrections(this IEndpointRouteBuilder app) =>
        app.MapGet("/helpline-calls/corrections", HandleAsync)
            .WithName("GetCallCorrections").WithSummary("Figures of calls that a later import replaced, the 500 newest; nothing is forgotten.");

    private static async Task<Ok<CallCorrections>> HandleAsync(MetricsDbContext db, string helpline = "119", CancellationToken cancellationToken = default)
    {
        var found = await db.HelplineCallCorrections.AsNoTracking().Where(x => x.Helpline == helpline)
            .OrderByDescending(x => x.CorrectedAt).ThenByDescending(x => x.Id).Take(Most + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(new CallCorrections(helpline, [.. found.Take(Most).Select(Of)], found.Count > Most));
    }

    private static CallCorrection Of(HelplineCallCorrection x) =>
        new(x.Day, x.Hour == HelplineCall.WholeDay ? null : x.Hour, x.OldCalls, x.OldUrgent, x.OldImportId, x.NewImportId, x.CorrectedAt);
}
