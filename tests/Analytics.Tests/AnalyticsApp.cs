using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Analytics.Completing;
using Analytics.PartnerCells;
using Contracts.Banners;
using Contracts.Partners;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RabbitMQ.Client;
using ServiceDefaults.Keys;
using Testing;

namespace Analytics.Tests;

/// <summary>The real Analytics with a database and a virtual host of its own; acts as the services that publish to it.</summary>
public class AnalyticsApp(TestServers servers) : ServiceApp<AnalyticsMetrics>(servers, "metrics"), IReceiveObserver
{
    private readonly ConcurrentDictionary<Guid, int> _handled = [];

    public IMeterFactory Meters => Services.GetRequiredService<IMeterFactory>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Services.GetRequiredService<IBus>().ConnectReceiveObserver(this);
    }

    /// <summary>Publishes and waits until the message was acknowledged (or parked).</summary>
    public async Task<Guid> PublishAsync(object message, Guid? messageId = null)
    {
        var id = messageId ?? Guid.CreateVersion7();
        var before = _handled.GetValueOrDefault(id);
        await SendAsync(message, id);
        await Eventually.IsTrueAsync(() => _handled.GetValueOrDefault(id) > before, TestContext.Current.CancellationToken);
        return id;
    }

    /// <summary>Publishes without waiting.</summary>
    public Task SendAsync(object message, Guid messageId) =>
        Services.GetRequiredService<IBus>().Publish(message, message.GetType(), context => context.MessageId = messageId, TestContext.Current.CancellationToken);

    public Task<Guid> RecordAsync(params BannerEvent[] events) => PublishAsync(new BannerEventsRecorded { Events = events });

    public Task RegisterPartnerAsync(string id, bool sandbox) => PublishAsync(new PartnerRegistered
    {
        PartnerId = id,
        Revision = 1,
        Name = id,
        Sandbox = sandbox,
        KeyHashes = [],
        WebOrigins = [],
        OccurredAt = TimeProvider.System.GetUtcNow(),
    });

    /// <summary>A client with the key of a partner that the service has come to know.</summary>
    public async Task<HttpClient> PartnerAsync(string id)
    {
        var key = $"key-of-{id}";
        await PublishAsync(new PartnerRegistered { PartnerId = id, Revision = 1, Name = id, Sandbox = false, KeyHashes = [ApiKeyHash.Of(key)], WebOrigins = [], OccurredAt = TimeProvider.System.GetUtcNow() });
        await Services.GetRequiredService<PartnerDirectory>().RefreshAsync(TestContext.Current.CancellationToken);
        return WithKey(key);
    }

    /// <summary>Asks for work and returns where its progress is.</summary>
    public async Task<Uri> StartJobAsync(string path, object? request = null)
    {
        using var client = Admin();
        using var answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return answer.Headers.Location!;
    }

    /// <summary>The job once it has ended.</summary>
    public Task<JsonNode> EndOfAsync(Uri job) =>
        Eventually.GetAsync(() => GetAsync(job.ToString()), answer => answer["finishedAt"] is not null, TestContext.Current.CancellationToken);

    public async Task<(System.Net.HttpStatusCode Status, string Body)> TryPostAsync(string path, object? request)
    {
        using var client = Admin();
        using var answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var client = Admin();
        return (await client.GetFromJsonAsync<JsonNode>(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken))!;
    }

    public async Task<HttpResponseMessage> TryGetAsync(string path)
    {
        using var client = Admin();
        return await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
    }

    /// <summary>How a partner's events ended so far, such as <c>stored 2, duplicate 1</c>.</summary>
    public async Task<string> OutcomesAsync(string partner) =>
        await ScalarAsync<string>($"select coalesce(string_agg(outcome || ' ' || n, ', ' order by outcome desc), '') from (select outcome, sum(count) as n from ingestion_outcomes where partner = '{partner}' group by outcome) x") ?? "";

    public async Task<long> CountAsync(string sql) =>
        Convert.ToInt64(await ScalarAsync<object>(sql) ?? 0L, CultureInfo.InvariantCulture);

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A channel to the broker past MassTransit.</summary>
    public async Task<T> OnChannelAsync<T>(Func<IChannel, Task<T>> work)
    {
        await using var connection = await new ConnectionFactory { Uri = Messaging }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        return await work(channel);
    }

    Task IReceiveObserver.PreReceive(ReceiveContext context) => Task.CompletedTask;

    Task IReceiveObserver.PostReceive(ReceiveContext context)
    {
        if (context.GetMessageId() is { } id)
            _handled.AddOrUpdate(id, 1, (_, times) => times + 1);
        return Task.CompletedTask;
    }

    Task IReceiveObserver.PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) => Task.CompletedTask;

    Task IReceiveObserver.ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) => Task.CompletedTask;

    Task IReceiveObserver.ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;
}

/// <summary>The same with the demo's data.</summary>
public sealed class DemoApp(TestServers servers) : AnalyticsApp(servers)
{
    protected override IEnumerable<KeyValuePair<string, string>> Settings() => [new("Seed:Demo", "true")];
}

/// <summary>The same, but the hourly upkeep is left to the test: it would close days and delete at a moment of its own.</summary>
public sealed class QuietApp(TestServers servers) : AnalyticsApp(servers)
{
    private NpgsqlConnection? _upkeep;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // As a replica that is always at it; waits for the turn at the start.
        _upkeep = new NpgsqlConnection(Database);
        await _upkeep.OpenAsync();
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({Data.OneReplica.Upkeep})", _upkeep);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Makes the days final for partners that are old enough; all that is on its way has arrived.</summary>
    public Task CloseDaysAsync()
    {
        Services.GetRequiredService<Completeness>().Reached(Some.Now);
        return Services.GetRequiredService<DayCloser>().RunAsync(TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_upkeep is not null)
            await _upkeep.DisposeAsync();
        await base.DisposeAsync();
    }
}
