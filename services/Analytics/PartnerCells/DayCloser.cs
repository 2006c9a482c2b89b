using Analytics.Completing;
using Analytics.Reports;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Analytics.PartnerCells;

/// <summary>
/// Makes days final for partners, each once and in order: what a partner is shown of a day is written down, in whole tens, and never
/// computed again. So a late event, an event that the partner itself adds or a rebuild changes nothing that could be compared with before.
/// </summary>
internal sealed partial class DayCloser(NpgsqlDataSource dataSource, Completeness completeness, IOptions<AnalyticsOptions> options, TimeProvider clock, ILogger<DayCloser> logger)
{
    // Only the headline figures: a second figure of the same events, such as the invalid ones, would be something to subtract.
    private const string Close =
        """
        insert into partner_cells (day, partner, campaign_id, banner_id, event_type, shown)
        select day, partner, campaign_id, banner_id, event_type, sum(count)::bigint / 10 * 10
        from rollup_days where day = $1 and verified and validity = 'valid'
        group by day, partner, campaign_id, banner_id, event_type having sum(count) >= 10
        order by partner, day, campaign_id, banner_id, event_type
        """;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var last = DateOnly.FromDateTime((clock.GetUtcNow() - options.Value.PartnerDayFinalAfter).UtcDateTime).AddDays(-1);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var next = await NextAsync(connection, last, cancellationToken);
        if (next > last)
            return;
        for (var day = next; day <= last; day = day.AddDays(1))
        {
            // After an outage events of the day are still on their way; closed now, it would be short of them for ever.
            if (!(completeness.Now.Until >= Period.EndOf(day)))
            {
                Log.Waits(logger, day, completeness.Now.Reason);
                return;
            }

            await CloseAsync(connection, day, cancellationToken);
        }
    }

    // Without gaps, so that a partner can tell from the last closed day that all before it are.
    private static async Task<DateOnly> NextAsync(NpgsqlConnection connection, DateOnly otherwise, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select coalesce((select max(day) + 1 from closed_days), (select min(day) from rollup_days), $1)", connection)
        { Parameters = { new() { Value = otherwise } } };
        return await command.ExecuteScalarAsync(cancellationToken) is DateOnly day ? day : otherwise;
    }

    private async Task CloseAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var mark = new NpgsqlCommand("insert into closed_days (day, closed_at) values ($1, $2) on conflict (day) do nothing", connection)
        { Parameters = { new() { Value = day }, new() { Value = clock.GetUtcNow() } } };
        if (await mark.ExecuteNonQueryAsync(cancellationToken) == 0)
            return;
        await using var close = new NpgsqlCommand(Close, connection) { CommandTimeout = 60, Parameters = { new() { Value = day } } };
        await close.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Log.Closed(logger, day);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The figures of {Day} are final for partners.")]
        public static partial void Closed(ILogger logger, DateOnly day);

        [LoggerMessage(2, LogLevel.Information, "{Day} is not made final for partners yet: its events may still be on their way ({Reason}).")]
        public static partial void Waits(ILogger logger, DateOnly day, string reason);
    }
}
