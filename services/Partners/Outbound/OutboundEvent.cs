using System.Net.Mime;
using System.Text;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;

namespace Partners.Outbound;

/// <summary>An event as partners get it: a CloudEvent in structured JSON.</summary>
internal sealed record OutboundEvent(Guid SourceMessageId, string Type, string Body)
{
    public const string ContentType = "application/cloudevents+json";

    private static readonly JsonEventFormatter Formatter = new(new JsonSerializerOptions(JsonSerializerDefaults.Web), default);

    public static OutboundEvent Create(Guid sourceMessageId, string type, string subject, DateTimeOffset occurredAt, object data)
    {
        var cloudEvent = new CloudEvent(CloudEventsSpecVersion.V1_0)
        {
            Id = sourceMessageId.ToString(),
            Source = new Uri($"/campaign/{type.Split('.', 2)[0]}", UriKind.Relative),
            Type = type,
            Subject = subject,
            Time = occurredAt,
            DataContentType = MediaTypeNames.Application.Json,
            Data = data,
        };
        return new OutboundEvent(sourceMessageId, type, Encoding.UTF8.GetString(Formatter.EncodeStructuredModeMessage(cloudEvent, out _).Span));
    }
}
