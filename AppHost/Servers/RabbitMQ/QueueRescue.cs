using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using AppHost.Terminal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost.Servers.RabbitMQ;

/// <summary>
/// Ends a node whose queues have died, so that it is started anew and reads them back. When the disk is full, RabbitMQ 3.10 loses the process that
/// writes the log of all quorum queues; they stay down when there is room again, while the node itself looks healthy and refuses every message.
/// </summary>
internal sealed partial class QueueRescue(RabbitMQNode node, Uri management, string name, Func<CancellationToken, ValueTask<string?>> password, TimeProvider clock, ILoggerFactory loggers) : BackgroundService
{
    /// <summary>A node that starts shows its queues before their leaders are there; on a busy machine for some seconds.</summary>
    private const int LooksBeforeEnd = 4;

    /// <summary>Above RabbitMQ's own limit of 50 MB, under which it takes no messages.</summary>
    private const long RoomToStart = 64 * 1024 * 1024;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly ILogger _terminal = loggers.CreateLogger(PeopleConsole.Category);

    private sealed record Queue(string Name, string? Type, IReadOnlyList<string>? Online);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var client = new HttpClient { BaseAddress = management, Timeout = Look };
        using var timer = new PeriodicTimer(Look, clock);
        var looks = 0;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var dead = await DeadQueuesAsync(client, stoppingToken);
            looks = dead == 0 ? 0 : looks + 1;
            if (looks < LooksBeforeEnd || !node.HasRoom(RoomToStart))
                continue;
            Log.Ended(_terminal, name, dead);
            await node.EndAsync(stoppingToken);
            looks = 0;
        }
    }

    private async Task<int> DeadQueuesAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            var key = Encoding.UTF8.GetBytes($"{RabbitMQLocalResource.User}:{await password(cancellationToken)}");
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(key));
            var queues = await client.GetFromJsonAsync<List<Queue>>(new Uri("/api/queues?columns=name,type,online", UriKind.Relative), cancellationToken);
            return queues!.Count(queue => queue is { Type: "quorum", Online.Count: 0 });
        }
        catch (Exception silent) when (!cancellationToken.IsCancellationRequested && silent is HttpRequestException or IOException or OperationCanceledException or System.Text.Json.JsonException)
        {
            return 0; // A node that does not answer is the health check's matter.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Resource} runs and {Queues} of its queues are down, as after a full disk: it is ended and started anew")]
        public static partial void Ended(ILogger logger, string resource, int queues);
    }
}
