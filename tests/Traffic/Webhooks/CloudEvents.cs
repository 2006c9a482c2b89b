using System.Text.Json;
using System.Text.Json.Serialization;

namespace Traffic.Webhooks;

/// <summary>What happened on a platform, as CloudEvents 1.0.</summary>
internal static class CloudEvents
{
    public const string OneType = "application/cloudevents+json";
    public const string BatchType = "application/cloudevents-batch+json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly string[] Types = ["banner.impression", "banner.click", "video.view", "video.view", "video.share", "trend.observed"];
    private static readonly string[] Hashtags = ["#119", "#AlloEnfanceEnDanger", "#EnfanceEnDanger"];

    /// <summary>Ids are new in every run, whatever the seed; the choices are the seed's.</summary>
    public static IReadOnlyList<CloudEvent> Choose(int count, string partner, DateTimeOffset now, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => One(partner, now, random))];

    public static byte[] Serialize(IReadOnlyList<CloudEvent> events) =>
        events.Count == 1 ? JsonSerializer.SerializeToUtf8Bytes(events[0], Json) : JsonSerializer.SerializeToUtf8Bytes(events, Json);

    private static CloudEvent One(string partner, DateTimeOffset now, Random random)
    {
        var type = Types[random.Next(Types.Length)];
        return new CloudEvent
        {
            Id = Guid.CreateVersion7(now).ToString(),
            Source = $"https://{partner}.example/campaigns",
            Type = type,
            Time = now,
            Subject = string.Equals(type, "trend.observed", StringComparison.Ordinal) ? Hashtags[random.Next(Hashtags.Length)] : null,
            Data = new CloudEventData(random.Next(1, 25)),
        };
    }
}

internal sealed record CloudEvent
{
    public string Specversion { get; } = "1.0";

    public required string Id { get; init; }

    public required string Source { get; init; }

    public required string Type { get; init; }

    public required DateTimeOffset Time { get; init; }

    public string? Subject { get; init; }

    public string Datacontenttype { get; } = "application/json";

    public required CloudEventData Data { get; init; }
}

internal sealed record CloudEventData(long Count);
