using Analytics.Partitions;
using Microsoft.Extensions.DependencyInjection;
using Testing;

namespace Analytics.Tests.Partitions;

[Collection(SharedApp.Name)]
public sealed class PartitionKeeperTests(AnalyticsApp app)
{
    [Fact]
    public async Task Partitions_from_yesterday_to_three_days_ahead_are_there_after_the_start()
    {
        foreach (var day in Enumerable.Range(-1, 5).Select(x => Some.Now.AddDays(x).ToString("yyyyMMdd")))
            await Eventually.IsTrueAsync(async () => await app.CountAsync($"select count(*) from pg_class where relname in ('raw_events_{day}', 'raw_partner_events_{day}')") == 2);
    }

    [Fact]
    public async Task Several_replicas_make_the_same_partition_once()
    {
        DateOnly[] days = [new(2031, 1, 1), new(2031, 1, 2)];

        // New instances, as replicas have them: none knows what the others made.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            ActivatorUtilities.CreateInstance<PartitionKeeper>(app.Services).EnsureAsync(days, TestContext.Current.CancellationToken)));

        (await app.CountAsync("select count(*) from pg_inherits where inhparent = 'raw_events'::regclass and inhrelid::regclass::text like 'raw_events_203101%'")).ShouldBe(2);
    }
}
