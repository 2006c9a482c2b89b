using System.Text.Json;
using Analytics.Calls;
using Analytics.Data;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Database;

namespace Analytics.Seed;

/// <summary>
/// The press release's flights and a series of calls that meets the published totals, when <c>Seed:Demo</c> is true. Nothing that
/// somebody changed since is overwritten.
/// </summary>
internal sealed class DemoSeed(IConfiguration configuration) : ISeed
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private sealed record SeededFlight(
        Guid Id, string Medium, DateOnly From, DateOnly To, string? Partner, bool Illustrative, Dictionary<string, string> Names, Dictionary<string, string> Notes);

    private sealed record SeededCalls(string Helpline, Dictionary<string, string> Source, List<CallStretch> Stretches);

    public async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!configuration.GetValue<bool>("Seed:Demo"))
            return;
        var db = services.GetRequiredService<MetricsDbContext>();
        foreach (var flight in Read<List<SeededFlight>>("flights.json"))
            await SeedFlightAsync(db, flight, cancellationToken);
        await SeedCallsAsync(db, services.GetRequiredService<CallImporter>(), Read<SeededCalls>("helpline-calls-119.json"), cancellationToken);
    }

    private static Task<int> SeedFlightAsync(MetricsDbContext db, SeededFlight flight, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into flights (id, medium, names, notes, "from", "to", partner, illustrative)
            values ({flight.Id}, {flight.Medium}, {JsonSerializer.Serialize(flight.Names, Json)}::jsonb, {JsonSerializer.Serialize(flight.Notes, Json)}::jsonb,
                {flight.From}, {flight.To}, {flight.Partner}, {flight.Illustrative})
            on conflict (id) do nothing
            """, cancellationToken);

    private static async Task SeedCallsAsync(MetricsDbContext db, CallImporter importer, SeededCalls calls, CancellationToken cancellationToken)
    {
        if (await db.HelplineCallImports.AnyAsync(x => x.Helpline == calls.Helpline, cancellationToken))
            return;
        var figures = calls.Stretches.SelectMany(SyntheticCalls.Days).ToList();
        await importer.ImportAsync(new CallImport(calls.Helpline, calls.Source, Illustrative: true, figures), cancellationToken);
    }

    private static T Read<T>(string file)
    {
        using var stream = typeof(DemoSeed).Assembly.GetManifestResourceStream($"Analytics.Seed.Data.{file}")!;
        return JsonSerializer.Deserialize<T>(stream, Json)!;
    }
}
