using System.Text.Json;
using System.Text.Json.Serialization;
using Banners.Data;
using Banners.Helplines;
using Banners.Serving;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Database;

namespace Banners.Seed;

/// <summary>The helplines of France, for a registry that has none of that country yet: what editors did with them afterwards stays.</summary>
internal sealed partial class HelplineSeed(TimeProvider clock, ILogger<HelplineSeed> logger) : ISeed
{
    private const string Country = "FR";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<BannersDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Of several replicas one is first, the others wait for its row and then find what it wrote.
        if (await db.Helplines.AnyAsync(row => row.Country == Country, cancellationToken))
            return;
        await RevisionBell.NextRevisionAsync(db, cancellationToken);
        if (await db.Helplines.AnyAsync(row => row.Country == Country, cancellationToken))
            return;
        var now = clock.GetUtcNow();
        var entries = await ReadAsync(cancellationToken);
        db.AddRange(entries.Select(entry => new RegisteredHelpline { Country = entry.Country, Number = entry.Number, Content = PublishedSet.Write(entry), ChangedAt = now }));
        db.AddRange(entries.Select(entry => new HelplineChange { At = now, Actor = "seed", Country = entry.Country, Number = entry.Number, After = PublishedSet.Write(entry) }));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Log.Seeded(logger, entries.Count, Country);
    }

    internal static async Task<IReadOnlyList<HelplineEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var file = typeof(HelplineSeed).Assembly.GetManifestResourceStream("Banners.Seed.helplines-fr.json")!;
        return (await JsonSerializer.DeserializeAsync<IReadOnlyList<HelplineEntry>>(file, Json, cancellationToken))!;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} helplines of {Country} were added to the registry; an editor has to check them.")]
        public static partial void Seeded(ILogger logger, int count, string country);
    }
}
