using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using Contracts.Banners;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using Probe;
using ServiceDefaults.Health;
using ServiceDefaults.Messaging;
using Testing;

namespace ServiceDefaults.Tests.Messaging;

public sealed class BacklogTests(TestServers servers)
{
    private static readonly Uri Nowhere = new("amqp://guest:guest@127.0.0.1:1");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_in_the_outbox_is_measured_and_degrades_the_service_when_it_waits_too_long()
    {
        await using var probe = await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), Nowhere);
        for (var i = 1; i <= 3; i++)
            await probe.AddAsync(ProbeService.Paused(i));
        (await OutboxAsync(probe, said => said.Description!.StartsWith("3 ", StringComparison.Ordinal))).Status.ShouldBe("healthy");

        await using (var scope = probe.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ProbeDbContext>().Database.ExecuteSqlAsync($"update outbox_messages set created_at = now() - interval '45 seconds' where id = (select min(id::text)::uuid from outbox_messages)", Cancelled);

        var late = await OutboxAsync(probe, said => said.Status == "degraded");
        late.Description!.ShouldMatch("3 messages wait for RabbitMQ, the oldest for (4[5-9]|[5-7][0-9]) s.");
        Read<long>(probe, "outbox.depth").ShouldBe(3);
        Read<double>(probe, "outbox.age").ShouldBeInRange(45, 80);
    }

    [Fact]
    public async Task An_event_that_is_not_durable_yet_is_measured_until_it_is()
    {
        await using var probe = await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), Nowhere);

        // The first publish without a broker takes its whole time limit.
        var durable = probe.Services.GetRequiredService<EventBatcher<BannerEvent>>().RecordAsync(ProbeService.Event());
        await Eventually.IsTrueAsync(() => Read<double>(probe, "batcher.age") > 0.1, Cancelled);
        durable.IsCompleted.ShouldBeFalse();

        (await durable).ShouldBeTrue();
        await Eventually.IsTrueAsync(() => Read<double>(probe, "batcher.age") == 0, Cancelled);
        Read<long>(probe, "batcher.depth").ShouldBe(0);
    }

    [Theory]
    [InlineData(5, 1, HealthStatus.Healthy)]
    [InlineData(5, 3, HealthStatus.Degraded)]
    [InlineData(16_001, 0, HealthStatus.Degraded)]
    [InlineData(15_000, 0, HealthStatus.Healthy)]
    public async Task The_batcher_degrades_the_service_when_an_event_waits_for_seconds_or_the_next_will_soon_be_refused(long events, int seconds, HealthStatus expected)
    {
        var backlog = new Backlog(new FakeTimeProvider());
        backlog.Follow(() => (events, TimeSpan.FromSeconds(seconds), 20_000));

        (await new BatcherHealth(backlog).CheckHealthAsync(new HealthCheckContext(), Cancelled)).Status.ShouldBe(expected);
    }

    private static async Task<HealthAnswer.Check> OutboxAsync(ProbeService probe, Func<HealthAnswer.Check, bool> satisfies)
    {
        using var client = probe.Client();
        return await Eventually.GetAsync(async () => (await client.GetFromJsonAsync<HealthAnswer>(new Uri("/health", UriKind.Relative), Cancelled))!.Checks["outbox"], satisfies, Cancelled);
    }

    private static T Read<T>(ProbeService probe, string instrument)
        where T : struct
    {
        using var collector = new MetricCollector<T>(probe.Services.GetRequiredService<IMeterFactory>(), "campaign.messaging", $"campaign.messaging.{instrument}");
        collector.RecordObservableInstruments();
        return collector.LastMeasurement!.Value;
    }
}
