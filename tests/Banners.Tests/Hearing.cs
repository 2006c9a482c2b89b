using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Testing;

namespace Banners.Tests;

/// <summary>Stands in for a subscriber: takes everything from its queue and keeps it.</summary>
public sealed class Hearing : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Type, JsonNode Message)> _heard = new();
    private readonly IConnection _connection;

    private Hearing(IConnection connection)
    {
        _connection = connection;
    }

    public static async Task<Hearing> OnAsync(Uri broker, string queue)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        var hearing = new Hearing(connection);
        var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 1_000_000_000L });
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            var envelope = JsonNode.Parse(delivery.Body.Span)!;
            hearing._heard.Enqueue((envelope["messageType"]![0]!.GetValue<string>().Split(':')[^1], envelope["message"]!));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return hearing;
    }

    public IReadOnlyList<T> All<T>() =>
        [.. _heard.Where(heard => heard.Type == typeof(T).Name).Select(heard => heard.Message.Deserialize<T>(JsonSerializerOptions.Web)!)];

    /// <summary>Waits until as many messages, or parts of them, have come.</summary>
    public Task<IReadOnlyList<T>> GetAsync<T>(Func<Hearing, IEnumerable<T>> part, int count) =>
        Eventually.GetAsync<IReadOnlyList<T>>(() => Task.FromResult<IReadOnlyList<T>>([.. part(this)]), all => all.Count >= count);

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();
}
