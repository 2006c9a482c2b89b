using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Traffic;

/// <summary>What <c>./campaign up</c> writes when all is healthy: where the system answers and with which keys.</summary>
public sealed record ReadyFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    public required ReadyUrls Urls { get; init; }

    public required string AdminKey { get; init; }

    public required IReadOnlyDictionary<string, ReadyPartner> Partners { get; init; }

    public IReadOnlyList<ReadySignIn> SignIn { get; init; } = [];

    public static ReadyFile Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<ReadyFile>(stream, Json) ?? throw new JsonException("null");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TrafficException(string.Format(CultureInfo.CurrentCulture, Texts.ReadyFileMissing, file), missing);
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new TrafficException(string.Format(CultureInfo.CurrentCulture, Texts.ReadyFileUnreadable, file, unreadable.Message.Split('\n')[0]), unreadable);
        }
    }

    public ReadyPartner Partner(string id) =>
        Partners.TryGetValue(id, out var partner) ? partner : throw new TrafficException(string.Format(CultureInfo.CurrentCulture, Texts.PartnerUnknown, id));
}

public sealed record ReadyUrls
{
    public required Uri Banners { get; init; }

    public required Uri Content { get; init; }

    public required Uri Analytics { get; init; }

    public required Uri Partners { get; init; }

    public Uri? Dashboard { get; init; }

    [JsonPropertyName("aspire")]
    public Uri? AspireDashboard { get; init; }
}

public sealed record ReadyPartner
{
    public required string Key { get; init; }

    public required string WebhookSecret { get; init; }
}

public sealed record ReadySignIn
{
    public required string User { get; init; }

    public required string Password { get; init; }

    public required string Role { get; init; }
}
