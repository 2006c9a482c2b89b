using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using AppHost.Terminal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost.Servers.RabbitMQ;

/// <summary>
/// Ends a node whose queues have died, so that it is started anew and reads them back. When the disk is full, RabbitMQ 3.10 loses the process that
/// writes the log of all quorum queues; they stay down when there is room again, while the node itself looks healthy and refuses every message. A queue
/// whose log has lost entries is down again after that and stays so: then a person has to decide.
/// </summary>
internal sealed partial class QueueRescue(RabbitMQNode node, Uri management, string name, Func<CancellationToken, ValueTask<string?>> password, TimeProvider clock, ILoggerFactory loggers) : BackgroundService
{
    /// <summary>A node that starts shows its queues before their leaders are there; on a busy machine for some seconds.</summary>
    private const int LooksBeforeEnd = 4;

    private const int Attempts = 2;

    /// <summary>Above the limit in the node's settings, under which it takes no messages.</summary>
    private const long RoomToStart = 160 * 1024 * 1024;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly ILogger _terminal = loggers.CreateLogger(PeopleConsole.Category);

    private sealed record Queue(string Name, string? Type, string? Leader, IReadOnlyList<string>? Online)
    {
        /// <summary>A member may count as online while nobody leads: then nothing is taken and nothing given.</summary>
        public bool IsDead => Type is "quorum" && (string.IsNullOrEmpty(Leader) || Online is not { Count: > 0 });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var client = new HttpClient { BaseAddress = management, Timeout = Look };
        using var timer = new PeriodicTimer(Look, clock);
        var (looks, attempts) = (0, 0);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (await QueuesAsync(client, stoppingToken) is not { Count: > 0 } queues)
                continue; // it does not answer, or has only just started
            var dead = queues.Where(queue => queue.IsDead).Select(queue => queue.Name).ToList();
            looks = dead.Count == 0 ? 0 : looks + 1;
            attempts = dead.Count == 0 ? 0 : attempts;
            if (looks < LooksBeforeEnd || attempts > Attempts || !node.HasRoom(RoomToStart))
                continue;
            looks = 0;
            if (++attempts > Attempts)
            {
                Log.Lost(_terminal, name, string.Join(", ", dead));
                continue;
            }

            Log.Ended(_terminal, name, dead.Count);
            await node.EndAsync(stoppingToken);
        }
    }

    private async Task<IReadOnlyList<Queue>> QueuesAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            var key = Encoding.UTF8.GetBytes($"{RabbitMQLocalResource.User}:{await password(cancellationToken)}");
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(key));
            return await client.GetFromJsonAsync<List<Queue>>(new Uri("/api/queues?columns=name,type,leader,online", UriKind.Relative), cancellationToken) ?? [];
        }
        catch (Exception silent) when (!cancellationToken.IsCancellationRequested && silent is HttpRequestException or IOException or OperationCanceledException or System.Text.Json.JsonException)
        {
            return []; // A node that does not answer is the health check's matter.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Resource} runs and {Queues} of its queues are down, as after a full disk: it is ended and started anew")]
        public static partial void Ended(ILogger logger, string resource, int queues);

        [LoggerMessage(2, LogLevel.Error, "{Resource} cannot read back {Queues}: the log on its disk has lost entries. What was in there is lost; delete the queue in RabbitMQ's own pages, and the services declare it again")]
        public static partial void Lost(ILogger logger, string resource, string queues);
    }
}
