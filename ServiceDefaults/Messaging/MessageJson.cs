using System.Text.Json;
using Contracts.Banners;

namespace ServiceDefaults.Messaging;

/// <summary>Messages as they lie in the outbox.</summary>
internal static class MessageJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, Type> Types = typeof(CampaignPublished).Assembly.GetExportedTypes()
        .ToDictionary(type => type.FullName!, StringComparer.Ordinal);

    public static string Write(object message) => JsonSerializer.Serialize(message, message.GetType(), Options);

    /// <exception cref="JsonException">The body is not such a message, or nobody knows its type.</exception>
    public static (object Message, Type Type) Read(string messageType, string body)
    {
        if (!Types.TryGetValue(messageType, out var type))
            throw new JsonException($"No message is named {messageType}.");
        return (JsonSerializer.Deserialize(body, type, Options) ?? throw new JsonException("The body is null."), type);
    }
}
