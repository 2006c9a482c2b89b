using System.Diagnostics.Metrics;
using AppHost.Leftovers;
using AppHost.Restarts;
using AppHost.Servers.RabbitMQ;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using RabbitMQ.Client;
using Testing;

namespace AppHost.Tests.Servers;

/// <summary>One start of the real local servers, and what a machine can do to them.</summary>
public sealed class LocalServersTests : IAsyncLifetime
{
    private const string Queue = "kept";
    private readonly string _folder = LocalServersApp.NewFolder();
    private LocalServersApp? _servers;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _servers = await LocalServersApp.StartAsync(_folder, Cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_servers is not null)
            await _servers.DisposeAsync();
        await Eventually.IsTrueAsync(() => !ServerProcesses.Of(_folder).Any());
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Servers_are_loopback_only_come_back_after_kill_9_with_their_data_and_leave_nothing_behind()
    {
        var servers = _servers!;
        ServerProcesses.Listening(_folder).ShouldNotBeEmpty();
        ServerProcesses.Listening(_folder).ShouldAllBe(address => address.Address.Equals(System.Net.IPAddress.Loopback) || address.Address.Equals(System.Net.IPAddress.IPv6Loopback));
        (await servers.AskRabbitMQAsync("{application:get_env(ra, wal_max_size_bytes), vm_memory_monitor:get_memory_limit()}.", Cancellation))
            .ShouldBe($"{{{{ok,{RabbitMQNode.LogInMemory}}},{RabbitMQNode.MemoryLimit}}}", "what the settings say is what the node goes by");
        using var restarts = new MetricCollector<long>(servers.Services.GetRequiredService<IMeterFactory>(), RestartMetrics.MeterName, RestartMetrics.RestartsName);

        await servers.QueryAsync<object>("CREATE TABLE kept (id int); INSERT INTO kept VALUES (119)", Cancellation);
        var postgres = servers.PostgresPid;
        LocalServersApp.Kill9(postgres);
        await Eventually.IsTrueAsync(async () => servers.PostgresPid is var now and not 0 && now != postgres && await AnswersAsync(servers), Cancellation);
        (await servers.QueryAsync<int>("SELECT id FROM kept", Cancellation)).ShouldBe(119);

        await PublishAsync(servers);
        await Eventually.IsTrueAsync(QueueIsWrittenDown, Cancellation);
        var rabbit = servers.RabbitMQPid;
        LocalServersApp.Kill9(rabbit);
        await Eventually.IsTrueAsync(() => servers.RabbitMQPid is var now and not 0 && now != rabbit, Cancellation);
        await Eventually.GetAsync(() => TakeAsync(servers), IsKept, Cancellation);
        // A restart may need a second one: the killed node's name is free only when epmd has noticed.
        restarts.GetMeasurementSnapshot().Select(measurement => measurement.Tags["resource"]).Distinct().ShouldBe(["postgres", "messaging"]);
        var restarted = restarts.GetMeasurementSnapshot().Count;

        await servers.StopByHandAsync("messaging", Cancellation);
        await servers.StateAsync("messaging", KnownResourceStates.Finished, Cancellation);
        await servers.DisposeAsync();
        _servers = null;
        await Eventually.IsTrueAsync(() => !ServerProcesses.Of(_folder).Any(), Cancellation);
        restarts.GetMeasurementSnapshot().Count.ShouldBe(restarted, "what was stopped by hand stays stopped");

        _servers = await LocalServersApp.StartAsync(_folder, Cancellation);
        (await _servers.QueryAsync<int>("SELECT id FROM kept", Cancellation)).ShouldBe(119);
        await Eventually.GetAsync(() => TakeAsync(_servers), IsKept, Cancellation);
    }

    /// <summary>RabbitMQ writes a new quorum queue's name to disk about three seconds after it was declared; killed before that, it forgets the queue.</summary>
    private bool QueueIsWrittenDown() =>
        Directory.EnumerateFiles(Path.Combine(_folder, "rabbitmq", "mnesia"), "names.dets", SearchOption.AllDirectories)
            .Any(names => File.ReadAllText(names, System.Text.Encoding.Latin1).Contains($"_{Queue}", StringComparison.Ordinal));

    private static bool IsKept(string body) => body is "77"; // 119

    private static async Task<bool> AnswersAsync(LocalServersApp servers)
    {
        try
        {
            return await servers.QueryAsync<int>("SELECT 1", Cancellation) == 1;
        }
        catch (Npgsql.NpgsqlException)
        {
            return false;
        }
    }

    private static async Task PublishAsync(LocalServersApp servers)
    {
        await using var connection = await servers.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Cancellation);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" }, cancellationToken: Cancellation);
        await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, new byte[] { 119 }, Cancellation);
    }

    /// <summary>What the queue gives back, or why it does not.</summary>
    private static async Task<string> TakeAsync(LocalServersApp servers)
    {
        try
        {
            await using var connection = await servers.ConnectAsync(Cancellation);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
            var message = await channel.BasicGetAsync(Queue, autoAck: false, Cancellation); // unacknowledged, so it stays in the queue
            return message is null ? "empty" : Convert.ToHexString(message.Body.Span);
        }
        catch (Exception down) when (down is RabbitMQ.Client.Exceptions.BrokerUnreachableException or RabbitMQ.Client.Exceptions.OperationInterruptedException or IOException)
        {
            return down.Message;
        }
    }
}
