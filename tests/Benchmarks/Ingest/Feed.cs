using System.Text.Json;
using Contracts.Banners;
using RabbitMQ.Client;

namespace Benchmarks.Ingest;

/// <summary>Publishes batches of events as Banners does, confirmed, in MassTransit's envelope.</summary>
internal sealed class Feed : IAsyncDisposable
{
    private const string Exchange = "Contracts.Banners:BannerEventsRecorded";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Feed(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<Feed> OpenAsync(Uri broker, CancellationToken cancellationToken)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellationToken);
        return new Feed(connection, await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken));
    }

    public static ReadOnlyMemory<byte> Envelope(IReadOnlyList<BannerEvent> events) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        messageId = Guid.CreateVersion7(),
        messageType = new[] { $"urn:message:{Exchange}" },
        message = new BannerEventsRecorded { Events = events },
    }, Json);

    public async Task PublishAsync(ReadOnlyMemory<byte> envelope, CancellationToken cancellationToken) =>
        await _channel.BasicPublishAsync(Exchange, "", mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json", DeliveryMode = DeliveryModes.Persistent }, envelope, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
