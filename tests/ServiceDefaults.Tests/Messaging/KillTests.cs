using System.Diagnostics;
using Npgsql;
using Probe;
using ServiceDefaults.Messaging;
using Testing;

namespace ServiceDefaults.Tests.Messaging;

public sealed class KillTests(TestServers servers)
{
    [Theory]
    [InlineData(Moment.AfterCommit)]
    [InlineData(Moment.AfterPublish)]
    public async Task Killed_in_the_middle_of_the_outbox_nothing_is_lost_and_nothing_runs_twice(Moment moment)
    {
        var database = await servers.CreateDatabaseAsync();
        var messaging = await servers.CreateVirtualHostAsync();

        (await RunUntilKilledAsync(database, messaging, moment)).ShouldBe(128 + 9);
        (await CountWaitingAsync(database)).ShouldBe(1);

        await using var again = await ProbeService.StartAsync(database, messaging, [Subscriptions.AnalyticsCampaigns]);
        await Eventually.IsTrueAsync(async () => await again.CountOutboxAsync() == 0);
        // A message that comes after it in the same queue shows that no copy is still on its way.
        await again.AddAsync(ProbeService.Paused(2));
        await Eventually.IsTrueAsync(async () => (await again.SightingsAsync()).Any(x => x.Revision == 2));
        await Eventually.IsTrueAsync(async () => (await again.SightingsAsync()).Any(x => x.Revision == 1));
        (await again.SightingsAsync()).Count(x => x.Revision == 1).ShouldBe(1);
    }

    private static async Task<int> RunUntilKilledAsync(string database, Uri messaging, Moment moment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Probe.dll"), database, messaging.ToString(), moment.ToString()]);
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
            return process.ExitCode;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<long> CountWaitingAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from outbox_messages", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
