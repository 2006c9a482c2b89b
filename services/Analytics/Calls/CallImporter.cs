using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Analytics.Data;
using Contracts.Analytics;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Messaging;

namespace Analytics.Calls;

/// <summary>What is imported, and what is said of where it is from.</summary>
internal sealed record CallImport(string Helpline, Dictionary<string, string> Source, bool Illustrative, IReadOnlyList<CallFigure> Figures);

/// <summary>
/// Stores figures all or nothing. The same figures again change nothing and give back the first import; other figures for a day or
/// hour replace it and what was there before is kept as a correction.
/// </summary>
internal sealed class CallImporter(MetricsDbContext db, Outbox outbox, TimeProvider clock)
{
    public async Task<(HelplineCallImport Import, bool Repeated)> ImportAsync(CallImport wanted, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // One import per helpline at a time, so that two of the same are one.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext({"helpline-calls:" + wanted.Helpline}))", cancellationToken);
        var fingerprint = Fingerprint(wanted);
        var import = Describe(wanted, fingerprint);
        var (changed, inserted) = await ApplyAsync(wanted, import.Id, cancellationToken);
        var same = await db.HelplineCallImports.AsNoTracking().Where(x => x.Helpline == wanted.Helpline && x.Fingerprint == fingerprint)
            .OrderByDescending(x => x.ImportedAt).FirstOrDefaultAsync(cancellationToken);
        if (changed + inserted == 0 && same is not null)
            return (same, true);

        import.Changed = changed;
        db.Add(import);
        outbox.Add(new HelplineCallsImported
        {
            ImportId = import.Id,
            Helpline = import.Helpline,
            From = import.From,
            To = import.To,
            Rows = import.Rows,
            Illustrative = import.Illustrative,
            OccurredAt = import.ImportedAt,
        });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (import, false);
    }

    private HelplineCallImport Describe(CallImport wanted, string fingerprint)
    {
        var now = clock.GetUtcNow();
        return new HelplineCallImport
        {
            Id = Guid.CreateVersion7(now),
            Helpline = wanted.Helpline,
            Fingerprint = fingerprint,
            Source = wanted.Source,
            Illustrative = wanted.Illustrative,
            From = wanted.Figures.Min(x => x.Day),
            To = wanted.Figures.Max(x => x.Day),
            Rows = wanted.Figures.Count,
            ImportedAt = now,
        };
    }

    private async Task<(int Changed, int Inserted)> ApplyAsync(CallImport wanted, Guid importId, CancellationToken cancellationToken)
    {
        var from = wanted.Figures.Min(x => x.Day);
        var to = wanted.Figures.Max(x => x.Day);
        var known = await db.HelplineCalls.Where(x => x.Helpline == wanted.Helpline && x.Day >= from && x.Day <= to)
            .ToDictionaryAsync(x => (x.Day, x.Hour), cancellationToken);
        var changed = 0;
        var inserted = 0;
        foreach (var figure in wanted.Figures)
        {
            if (!known.TryGetValue((figure.Day, figure.Hour), out var call))
            {
                inserted++;
                db.Add(new HelplineCall
                {
                    Helpline = wanted.Helpline,
                    Day = figure.Day,
                    Hour = figure.Hour,
                    Calls = figure.Calls,
                    Urgent = figure.Urgent,
                    Illustrative = wanted.Illustrative,
                    ImportId = importId,
                });
            }
            else if (call.Calls != figure.Calls || call.Urgent != figure.Urgent || call.Illustrative != wanted.Illustrative)
            {
                changed++;
                db.Add(Correct(call, figure, wanted.Illustrative, importId));
            }
        }

        return (changed, inserted);
    }

    private HelplineCallCorrection Correct(HelplineCall call, CallFigure figure, bool illustrative, Guid importId)
    {
        var now = clock.GetUtcNow();
        var correction = new HelplineCallCorrection
        {
            Id = Guid.CreateVersion7(now),
            Helpline = call.Helpline,
            Day = call.Day,
            Hour = call.Hour,
            OldCalls = call.Calls,
            OldUrgent = call.Urgent,
            OldImportId = call.ImportId,
            NewImportId = importId,
            CorrectedAt = now,
        };
        (call.Calls, call.Urgent, call.Illustrative, call.ImportId) = (figure.Calls, figure.Urgent, illustrative, importId);
        return correction;
    }

    private static string Fingerprint(CallImport wanted)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{wanted.Helpline};{wanted.Illustrative}\n");
        foreach (var figure in wanted.Figures.OrderBy(x => x.Day).ThenBy(x => x.Hour))
            text.Append(CultureInfo.InvariantCulture, $"{figure.Day:yyyy-MM-dd};{figure.Hour};{figure.Calls};{figure.Urgent}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
