using Contracts.Banners;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Probe;
using RabbitMQ.Client;
using ServiceDefaults.Messaging;
using Testing;

namespace ServiceDefaults.Tests.Messaging;

public sealed class OutboxTests(TestServers servers)
{
    private static readonly Subscription Queue = Subscriptions.AnalyticsCampaigns;

    [Fact]
    public async Task A_committed_message_arrives_once_and_its_row_is_gone()
    {
        await using var probe = await StartAsync([Queue]);

        await probe.AddAsync(ProbeService.Paused(1));

        await Eventually.IsTrueAsync(async () => (await probe.SightingsAsync()).Count == 1);
        await Eventually.IsTrueAsync(async () => await probe.CountOutboxAsync() == 0);
        (await probe.SightingsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_was_not_committed_never_leaves()
    {
        await using var probe = await StartAsync([Queue]);

        await probe.AddAsync(ProbeService.Paused(1), commit: false);
        await probe.AddAsync(ProbeService.Paused(2));

        await Eventually.IsTrueAsync(async () => (await probe.SightingsAsync()).Count > 0);
        (await probe.SightingsAsync()).Select(x => x.Revision).ShouldBe([2L]);
    }

    [Fact]
    public async Task A_row_that_cannot_be_sent_steps_back_and_lets_the_others_pass()
    {
        await using var probe = await StartAsync([Queue]);
        await InsertRawAsync(probe, "Contracts.Nobody.Knows", "{}");
        await InsertRawAsync(probe, typeof(CampaignPaused).FullName!, "not json");

        await probe.AddAsync(ProbeService.Paused(3));

        await Eventually.IsTrueAsync(async () => (await probe.SightingsAsync()).Count == 1);
        await Eventually.IsTrueAsync(async () => await CountFailedAsync(probe) == 2);
        await Eventually.IsTrueAsync(async () => await probe.CountOutboxAsync() == 2);
    }

    [Fact]
    public async Task Two_replicas_send_each_row_once()
    {
        var database = await servers.CreateDatabaseAsync();
        var messaging = await servers.CreateVirtualHostAsync();
        await using var first = await ProbeService.StartAsync(database, messaging, [Queue]);
        await using var second = await ProbeService.StartAsync(database, messaging, [Queue]);

        await using (var scope = first.Services.CreateAsyncScope())
        {
            var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
            for (var i = 0; i < 1000; i++)
                outbox.Add(ProbeService.Paused(i));
            await scope.ServiceProvider.GetRequiredService<ProbeDbContext>().SaveChangesAsync();
        }

        await Eventually.IsTrueAsync(async () => await first.CountOutboxAsync() == 0 && (await first.SightingsAsync()).Count >= 1000);
        // The inbox has an entry per message id, so equal counts mean that nothing was sent twice and suppressed either.
        (await first.SightingsAsync()).Select(x => x.Revision).Order().ShouldBe(Enumerable.Range(0, 1000).Select(x => (long)x));
        Dispatchers(first, second).ShouldAllBe(dispatcher => dispatcher != null);
    }

    [Fact]
    public async Task A_row_locked_by_one_replica_is_not_taken_by_another()
    {
        await using var probe = await StartAsync([]);
        var source = probe.Services.GetRequiredService<NpgsqlDataSource>();
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var insert = new NpgsqlCommand("lock table outbox_messages in exclusive mode", connection))
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);

        await InsertRawAsync(probe, typeof(CampaignPaused).FullName!, MessageJson.Write(ProbeService.Paused(1)), dueInHours: 1);
        await using var holding = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new NpgsqlCommand("update outbox_messages set due_at = now() - interval '1 second'; select id from outbox_messages for update", connection))
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        (await Dispatchers(probe)[0].DispatchAsync(DrainPace.Most, TestContext.Current.CancellationToken)).ShouldBe(0);
        await holding.CommitAsync(TestContext.Current.CancellationToken);

        await Eventually.IsTrueAsync(async () => await probe.CountOutboxAsync() == 0);
    }

    [Fact]
    public async Task What_the_broker_refuses_goes_behind_what_waits_so_that_it_is_not_asked_with_that_alone()
    {
        var messaging = await servers.CreateVirtualHostAsync();
        await using var probe = await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), messaging, [Queue]);
        var dispatcher = Dispatchers(probe)[0];
        await dispatcher.StopAsync(TestContext.Current.CancellationToken);
        await probe.AddAsync(ProbeService.Flight());
        (await dispatcher.DispatchAsync(1, TestContext.Current.CancellationToken)).ShouldBe(1, "the first publish declares its queues, so one is deleted after it");
        await DeleteQueueAsync(messaging, Subscriptions.DashboardActivity.Queue);
        await probe.AddAsync(ProbeService.Flight());
        await probe.AddAsync(ProbeService.Paused(1));

        (await dispatcher.DispatchAsync(1, TestContext.Current.CancellationToken)).ShouldBe(0);
        (await dispatcher.DispatchAsync(1, TestContext.Current.CancellationToken)).ShouldBe(1);

        await Eventually.IsTrueAsync(async () => (await probe.SightingsAsync()).Count == 1);
        (await probe.CountOutboxAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Rows_committed_while_the_broker_is_away_leave_when_it_comes()
    {
        var database = await servers.CreateDatabaseAsync();
        var messaging = await servers.CreateVirtualHostAsync();
        await using (var cutOff = await ProbeService.StartAsync(database, new Uri("amqp://guest:guest@127.0.0.1:1")))
        {
            await cutOff.AddAsync(ProbeService.Paused(7));
            await cutOff.AddAsync(ProbeService.Paused(8));
            (await cutOff.CountOutboxAsync()).ShouldBe(2);
        }

        await using var probe = await ProbeService.StartAsync(database, messaging, [Queue]);

        await Eventually.IsTrueAsync(async () => (await probe.SightingsAsync()).Count == 2);
    }

    private static OutboxDispatcher[] Dispatchers(params ProbeService[] probes) =>
        [.. probes.Select(probe => probe.Services.GetServices<IHostedService>().OfType<OutboxDispatcher>().Single())];

    private async Task<ProbeService> StartAsync(Subscription[] listen) =>
        await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), await servers.CreateVirtualHostAsync(), listen);

    private static async Task InsertRawAsync(ProbeService probe, string type, string body, int dueInHours = 0)
    {
        await using var scope = probe.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ProbeDbContext>().Database.ExecuteSqlAsync(
            $"insert into outbox_messages (id, message_type, body, created_at, due_at, attempts) values ({Guid.CreateVersion7()}, {type}, {body}, now(), now() + make_interval(hours => {dueInHours}), 0)");
    }

    private static async Task DeleteQueueAsync(Uri messaging, string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = messaging }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await channel.QueueDeleteAsync(queue, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static async Task<int> CountFailedAsync(ProbeService probe)
    {
        await using var scope = probe.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ProbeDbContext>().Set<OutboxMessage>().CountAsync(x => x.Attempts > 0 && x.LastError != null);
    }
}
