using Analytics.Data;
using Analytics.Ingestion;
using Contracts.Content;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Analytics.Taps;

/// <summary>Counts taps on helplines of our own pages, each tap id once.</summary>
internal sealed class HelplineTappedConsumer(MetricsDbContext db, IOptions<AnalyticsOptions> options, AnalyticsMetrics metrics, TimeProvider clock) : IConsumer<HelplineTapped>
{
    public Task Consume(ConsumeContext<HelplineTapped> context)
    {
        var said = context.Message;
        // Its tap id is kept no longer, so nobody could tell whether it was counted before.
        if (DateOnly.FromDateTime(said.OccurredAt.UtcDateTime) < DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-options.Value.RawDays))
        {
            metrics.Dropped("tap", DropReason.TooOld);
            return Task.CompletedTask;
        }

        return db.Database.ExecuteSqlAsync(
            $"""
            with fresh as (
                insert into helpline_taps (tap_id, number, page, locale, occurred_at)
                values ({said.TapId}, {Tidy.Label(said.Number) ?? ""}, {Tidy.Label(said.Page) ?? ""}, {Tidy.Label(said.Locale) ?? ""}, {Reported.At(said.OccurredAt, clock)})
                on conflict (tap_id) do nothing
                returning number, page, locale, occurred_at)
            insert into tap_rollup_days as t (day, number, page, locale, count)
            select (occurred_at at time zone 'UTC')::date, number, page, locale, 1 from fresh
            on conflict (day, number, page, locale) do update set count = t.count + 1
            """, context.CancellationToken);
    }
}
