using System.Globalization;
using System.Security.Cryptography;
using AppHost.Ports;
using Benchmarks.Http;
using Benchmarks.Running;
using Npgsql;
using Testing;

namespace Benchmarks.Receipt;

/// <summary>The way of an event from receipt to rollup, without Aspire and its traces: Banners on the first core, Analytics, PostgreSQL and RabbitMQ on any.</summary>
internal sealed class EventFlow : IAsyncDisposable
{
    public const string AdminKey = "bench-admin-key";
    private static readonly TimeSpan DrainLimit = TimeSpan.FromHours(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    private readonly TestServers _servers;
    private readonly string _folder = Directory.CreateTempSubdirectory("campaign-bench-").FullName;
    private readonly string _virtualHost;
    private readonly int _postgres;
    private readonly int _rabbit;
    private string _outbox = "";

    private EventFlow(TestServers servers, string metrics, Uri broker, int postgres, int rabbit)
    {
        (_servers, Metrics, Broker, _postgres, _rabbit) = (servers, metrics, broker, postgres, rabbit);
        _virtualHost = broker.AbsolutePath[1..];
    }

    /// <summary>Connection string of the metrics store.</summary>
    public string Metrics { get; }

    public Uri Broker { get; }

    public Tokens Tokens { get; } = new();

    public PinnedServer? Banners { get; private set; }

    public PinnedServer Analytics { get; private set; } = null!;

    public string Folder => _folder;

    public static async Task<EventFlow> StartAsync(TestServers servers, bool banners, CancellationToken cancellationToken)
    {
        var metrics = await servers.CreateDatabaseAsync();
        var broker = await servers.CreateVirtualHostAsync();
        var flow = new EventFlow(servers, metrics, broker, await PostmasterAsync(metrics, cancellationToken), await BrokerAsync(servers, cancellationToken));
        try
        {
            flow.Analytics = await flow.StartAnalyticsAsync(metrics, broker, cancellationToken);
            if (banners)
                flow.Banners = await flow.StartBannersAsync(flow._outbox = await servers.CreateDatabaseAsync(), cancellationToken);
            await flow.ScalarAsync("select 1 from ingestion_outcomes limit 1", cancellationToken);
            return flow;
        }
        catch
        {
            await flow.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another Analytics on a store of its own.</summary>
    public Task<PinnedServer> StartAnalyticsAsync(string metrics, Uri broker, CancellationToken cancellationToken)
    {
        var port = PortPlan.Free().Base;
        return PinnedServer.StartAnywhereAsync(port, [Repository.In("artifacts/bin/Analytics/release/Analytics.dll")], Settings(port, "analytics", new()
        {
            ["ConnectionStrings__metrics"] = metrics,
            ["ConnectionStrings__messaging"] = broker.ToString(),
        }), cancellationToken);
    }

    /// <summary>Processor seconds since their start, and memory, of everything on the way.</summary>
    public IReadOnlyDictionary<string, (double CpuSeconds, double Mebibytes)> Processes()
    {
        var roots = new Dictionary<string, int>(StringComparer.Ordinal) { ["Analytics"] = Analytics.Id, ["PostgreSQL"] = _postgres, ["RabbitMQ"] = _rabbit };
        if (Banners is { } banners)
            roots["Banners"] = banners.Id;
        return roots.ToDictionary(root => root.Key, root => ProcessInfo.Family(root.Value) is var family
            ? (family.Sum(process => process.CpuSeconds()), family.Sum(process => process.PssMebibytes())) : default, StringComparer.Ordinal);
    }

    /// <summary>Stops the broker where it stands, as long as the work takes.</summary>
    public async Task<T> WithoutBrokerAsync<T>(Func<Task<T>> work)
    {
        var family = ProcessInfo.Family(_rabbit);
        foreach (var process in family)
            process.Signal(ProcessInfo.Stop);
        try
        {
            return await work();
        }
        finally
        {
            foreach (var process in family)
                process.Signal(ProcessInfo.GoOn);
        }
    }

    /// <summary>Messages that wait for Analytics, as RabbitMQ last counted them (every five seconds).</summary>
    public async Task<long> QueueDepthAsync(CancellationToken cancellationToken)
    {
        var queue = await _servers.AskBrokerAsync($"/api/queues/{_virtualHost}/analytics.banner-events", cancellationToken);
        return queue.TryGetProperty("messages", out var messages) ? messages.GetInt64() : 0;
    }

    /// <summary>Messages that wait in Banners' outbox.</summary>
    public async Task<long> OutboxDepthAsync(CancellationToken cancellationToken) =>
        (long)(await ScalarAsync(_outbox, "select count(*) from outbox_messages", cancellationToken))!;

    /// <summary>What the outbox takes on disk, its indexes included.</summary>
    public async Task<long> OutboxBytesAsync(CancellationToken cancellationToken) =>
        (long)(await ScalarAsync(_outbox, "select pg_total_relation_size('outbox_messages')", cancellationToken))!;

    /// <summary>Events that ended stored or dropped.</summary>
    public async Task<long> EndedAsync(CancellationToken cancellationToken) =>
        (long)(await ScalarAsync("select coalesce(sum(count), 0)::bigint from ingestion_outcomes", cancellationToken))!;

    /// <summary>Waits until at least so many events have ended and no more come.</summary>
    public async Task DrainAsync(long atLeast, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(DrainLimit);
        using var timer = new PeriodicTimer(Glance);
        long ended = -1, still = 0;
        while (ended < atLeast || still < 4)
        {
            await timer.WaitForNextTickAsync(limit.Token);
            var now = await EndedAsync(limit.Token);
            (still, ended) = (now == ended ? still + 1 : 0, now);
        }
    }

    public Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken) => ScalarAsync(Metrics, sql, cancellationToken);

    private static async Task<object?> ScalarAsync(string database, string sql, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Glance);
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(database);
                await connection.OpenAsync(cancellationToken);
                await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
                return await command.ExecuteScalarAsync(cancellationToken);
            }
            catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.UndefinedTable)
            {
                await timer.WaitForNextTickAsync(cancellationToken); // The service makes its tables after it says that it is alive.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Banners is not null)
            await Banners.DisposeAsync();
        if (Analytics is not null)
            await Analytics.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<PinnedServer> StartBannersAsync(string database, CancellationToken cancellationToken)
    {
        var port = PortPlan.Free().Base;
        return PinnedServer.StartAsync(port, [Repository.In("artifacts/bin/Banners/release/Banners.dll")], Settings(port, "banners", new()
        {
            ["ConnectionStrings__banners"] = database,
            ["ConnectionStrings__messaging"] = Broker.ToString(),
            ["Tokens__Keys"] = Tokens.Setting,
            ["Bundles__Keys"] = $"b1:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
            ["Banners__PublicUrl"] = $"http://127.0.0.1:{port}",
            ["Content__PublicUrl"] = "http://127.0.0.1:1",
            ["RateLimits__AddressPerSecond"] = "0",
            ["RateLimits__PartnerPerSecond"] = "0",
        }), cancellationToken);
    }

    private Dictionary<string, string> Settings(int port, string service, Dictionary<string, string> own)
    {
        own["Keys__Admin"] = AdminKey;
        own["State__Directory"] = Directory.CreateDirectory(Path.Combine(_folder, $"{service}-{port}")).FullName;
        own["OTEL_TRACES_SAMPLER"] = "always_off"; // on neither side
        return own;
    }

    /// <summary>A node that has just started tells its process id only after some seconds.</summary>
    private static async Task<int> BrokerAsync(TestServers servers, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Glance);
        while (true)
        {
            var nodes = await servers.AskBrokerAsync("/api/nodes", cancellationToken);
            if (nodes[0].TryGetProperty("os_pid", out var id) && int.TryParse(id.GetString(), CultureInfo.InvariantCulture, out var number))
                return number;
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static async Task<int> PostmasterAsync(string database, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
