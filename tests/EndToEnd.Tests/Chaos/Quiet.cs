using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EndToEnd.Tests.Running;
using Npgsql;

namespace EndToEnd.Tests.Chaos;

/// <summary>Waits until the system is as before the faults: healthy, no message under way, none parked.</summary>
internal static class Quiet
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly string[] Databases = ["banners-db", "content-db", "partners-db", "metrics-db", "dashboard-db"];

    public static Task HealthyAsync(RunningSystem system, TimeSpan limit, CancellationToken cancellationToken) => UntilAsync(async () =>
    {
        var ill = new List<string>();
        foreach (var service in RunningSystem.Services)
        {
            if (!await system.IsHealthyAsync(service))
                ill.Add($"{service} is not healthy");
        }

        return ill;
    }, limit, cancellationToken);

    public static Task NothingWaitsAsync(RunningSystem system, TimeSpan limit, CancellationToken cancellationToken) => UntilAsync(async () =>
    {
        var waiting = await QueuesAsync(system, cancellationToken);
        foreach (var database in Databases)
        {
            if (await OutboxAsync(system, database, cancellationToken) is var rows and > 0)
                waiting.Add($"the outbox of {database} holds {rows}");
        }

        return waiting;
    }, limit, cancellationToken);

    public static async Task<long> OutboxAsync(RunningSystem system, string database, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(await system.ConnectionStringAsync(database)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select count(*) from outbox_messages", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Parked messages too, in queues named _error: a message that waits there is an event that is not counted.</summary>
    private static async Task<List<string>> QueuesAsync(RunningSystem system, CancellationToken cancellationToken)
    {
        var broker = new Uri(await system.ConnectionStringAsync("messaging"));
        using var client = new HttpClient { BaseAddress = system.Management, Timeout = TimeSpan.FromSeconds(10) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(broker.UserInfo))));
        var queues = await client.GetFromJsonAsync<JsonElement>(new Uri("/api/queues", UriKind.Relative), cancellationToken);
        return [.. queues.EnumerateArray()
            .Select(queue => (Name: queue.GetProperty("name").GetString(), Messages: queue.TryGetProperty("messages", out var messages) ? messages.GetInt64() : -1))
            .Where(queue => queue.Messages != 0)
            .Select(queue => $"queue {queue.Name} holds {queue.Messages}")];
    }

    private static async Task UntilAsync(Func<Task<List<string>>> troubles, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Look);
        while (true)
        {
            List<string> left;
            try
            {
                left = await troubles();
            }
            catch (Exception away) when (!cancellationToken.IsCancellationRequested && away is NpgsqlException or HttpRequestException or IOException or TaskCanceledException)
            {
                left = [away.Message];
            }

            if (left.Count == 0)
                return;
            if (Stopwatch.GetElapsedTime(started) > limit)
                throw new TimeoutException($"Not so after {limit.TotalSeconds} s: {string.Join("; ", left)}");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
