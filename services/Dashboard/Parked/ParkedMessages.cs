using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ServiceDefaults.Messaging;

namespace Dashboard.Parked;

/// <summary>A message that no consumer could ever handle; what it carries is not shown.</summary>
/// <param name="Id">The message's id; null when it was not even a message.</param>
/// <param name="Type">Name of the record in Contracts; null when it cannot be told.</param>
/// <param name="Reason">Kind of failure and its words, without anything that these quote.</param>
/// <param name="ParkedAt">When it was parked.</param>
internal sealed record ParkedMessage(string? Id, string? Type, string Reason, DateTimeOffset? ParkedAt);

/// <param name="Queue">The queue that it was taken from.</param>
/// <param name="Count">How many lie there.</param>
/// <param name="First">The first of them, 20 at most.</param>
internal sealed record ParkedQueue(string Queue, long Count, IReadOnlyList<ParkedMessage> First);

/// <summary>
/// What lies in the error queues of the house, and the way back from there. Messages are moved inside the broker: they are gone from the
/// error queue only when the queue has confirmed them, so an interruption at worst delivers one twice, which counts once.
/// </summary>
internal sealed partial class ParkedMessages(IConfiguration configuration)
{
    private const int Shown = 20;
    private const int LongestReason = 300;
    private const string Fault = "MT-Fault-";

    public static bool IsQueue(string queue) => Subscriptions.All.Any(x => string.Equals(x.Queue, queue, StringComparison.Ordinal));

    public async Task<IReadOnlyList<ParkedQueue>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        var parked = new List<ParkedQueue>();
        foreach (var queue in Subscriptions.All.Select(x => x.Queue))
        {
            // Closing the channel gives back what was only looked at.
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            var count = await CountAsync(channel, queue, cancellationToken);
            if (count == 0)
                continue;
            var first = new List<ParkedMessage>();
            while (first.Count < Shown && await channel.BasicGetAsync(ErrorQueueOf(queue), autoAck: false, cancellationToken) is { } message)
                first.Add(Describe(message));
            parked.Add(new ParkedQueue(queue, count, first));
        }

        return parked;
    }

    /// <summary>Gives everything that is parked now back to its queue; what is parked again meanwhile is left.</summary>
    /// <returns>How many messages went back.</returns>
    public async Task<int> ReplayAsync(string queue, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        var count = await CountAsync(channel, queue, cancellationToken);
        var replayed = 0;
        while (replayed < count && await channel.BasicGetAsync(ErrorQueueOf(queue), autoAck: false, cancellationToken) is { } message)
        {
            var properties = new BasicProperties(message.BasicProperties) { Persistent = true, Headers = WithoutFault(message.BasicProperties.Headers) };
            await channel.BasicPublishAsync("", queue, mandatory: true, properties, message.Body, cancellationToken);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken);
            replayed++;
        }

        return replayed;
    }

    private static string ErrorQueueOf(string queue) => $"{queue}_error";

    private Task<IConnection> ConnectAsync(CancellationToken cancellationToken) => new ConnectionFactory
    {
        Uri = new Uri(configuration.GetConnectionString("messaging")!),
        ClientProvidedName = "dashboard parked",
        AutomaticRecoveryEnabled = false,
        RequestedConnectionTimeout = TimeSpan.FromSeconds(3),
    }.CreateConnectionAsync(cancellationToken);

    // An error queue exists from its first message on.
    private static async Task<long> CountAsync(IChannel channel, string queue, CancellationToken cancellationToken)
    {
        try
        {
            return (await channel.QueueDeclarePassiveAsync(ErrorQueueOf(queue), cancellationToken)).MessageCount;
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return 0;
        }
    }

    private static ParkedMessage Describe(BasicGetResult message)
    {
        var headers = message.BasicProperties.Headers;
        var kind = Text(headers, Fault + "ExceptionType")?.Split('.')[^1];
        var said = Quoted().Replace(Text(headers, Fault + "Message") ?? "", "…").ReplaceLineEndings(" ");
        var reason = kind is null ? said : $"{kind}: {said}";
        return new ParkedMessage(
            message.BasicProperties.MessageId, TypeOf(message.Body.Span), reason.Length > LongestReason ? reason[..LongestReason] + "…" : reason,
            DateTimeOffset.TryParse(Text(headers, Fault + "Timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null);
    }

    // The envelope names its type as urn:message:Contracts.Banners:CampaignPaused.
    private static string? TypeOf(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var envelope = JsonDocument.ParseValue(ref reader);
            return envelope.RootElement.TryGetProperty("messageType", out var types) && types.ValueKind is JsonValueKind.Array && types.GetArrayLength() > 0
                && types[0].GetString() is { } urn && KnownType().Match(urn) is { Success: true } match ? match.Groups["name"].Value : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Dictionary<string, object?>? WithoutFault(IDictionary<string, object?>? headers) =>
        headers?.Where(x => !x.Key.StartsWith(Fault, StringComparison.Ordinal) && x.Key is not ("MT-Reason" or "x-delivery-count"))
            .ToDictionary(x => x.Key, x => x.Value, StringComparer.Ordinal);

    private static string? Text(IDictionary<string, object?>? headers, string name) =>
        headers is not null && headers.TryGetValue(name, out var value) ? value switch { byte[] bytes => Encoding.UTF8.GetString(bytes), string text => text, _ => null } : null;

    // A failure quotes what it stumbled over, and that may be what somebody searched for.
    [GeneratedRegex("""(?<=\A|[^\p{L}])(?:"[^"]*(?:"|\z)|'[^']*(?:'|\z)|«[^»]*(?:»|\z)|“[^”]*(?:”|\z)|`[^`]*(?:`|\z))""", RegexOptions.None, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\Aurn:message:Contracts\.\w+:(?<name>\w+)\z", RegexOptions.None, 1000)]
    private static partial Regex KnownType();
}
