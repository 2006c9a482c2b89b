using System.Text.Json;
using System.Text.RegularExpressions;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Contracts.Partners;

namespace Partners.Inbound;

/// <summary>What a body held: events, or what is wrong with it by place.</summary>
internal sealed class ParsedBody
{
    private const int MostErrors = 20;

    public List<PartnerEvent> Events { get; } = [];

    public Dictionary<string, string[]> Errors { get; } = new(StringComparer.Ordinal);

    public bool IsFull => Errors.Count >= MostErrors;

    public void Wrong(string place, string what)
    {
        if (!IsFull)
            Errors[place] = Errors.TryGetValue(place, out var others) ? [.. others, what] : [what];
    }
}

/// <summary>Reads one CloudEvent or a batch in JSON. Of the events' data only what the contract names is taken.</summary>
internal static partial class EventParser
{
    public const int MostEvents = 500;
    public const string Single = "application/cloudevents+json";
    public const string Batch = "application/cloudevents-batch+json";
    public const string Json = "application/json";

    private const int LongestText = 300;
    private const long LargestCount = 1_000_000_000;
    private static readonly JsonEventFormatter Formatter = new();

    public static ParsedBody Parse(byte[] body, string mediaType, DateTimeOffset receivedAt)
    {
        var parsed = new ParsedBody();
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
        }
        catch (JsonException exception)
        {
            parsed.Wrong("body", $"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}).");
            return parsed;
        }

        using (document)
            ReadRoot(document.RootElement, mediaType, receivedAt, parsed);
        return parsed;
    }

    private static void ReadRoot(JsonElement root, string mediaType, DateTimeOffset receivedAt, ParsedBody parsed)
    {
        switch (root.ValueKind)
        {
            case JsonValueKind.Object when mediaType is not Batch:
                ReadEvent(root, "event", receivedAt, parsed);
                break;
            case JsonValueKind.Array when mediaType is not Single:
                if (root.GetArrayLength() > MostEvents)
                {
                    parsed.Wrong("body", $"A batch holds at most {MostEvents} events; this one holds {root.GetArrayLength()}.");
                    break;
                }

                var index = 0;
                foreach (var element in root.EnumerateArray())
                {
                    ReadEvent(element, $"events[{index++}]", receivedAt, parsed);
                    if (parsed.IsFull)
                        break;
                }

                break;
            default:
                parsed.Wrong("body", mediaType switch
                {
                    Single => $"{Single} is one JSON object.",
                    Batch => $"{Batch} is a JSON array.",
                    _ => "The body must be one CloudEvent (an object) or several (an array).",
                });
                break;
        }
    }

    private static void ReadEvent(JsonElement element, string place, DateTimeOffset receivedAt, ParsedBody parsed)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            parsed.Wrong(place, "An event is a JSON object.");
            return;
        }

        if (ReadCloudEvent(element, place, parsed) is not { Id: { } id, Source: { } source, Type: { } type } cloudEvent)
            return;
        CheckText(id, "id");
        CheckText(source.OriginalString, "source");
        CheckText(cloudEvent.Subject ?? "", "subject");
        Check(TypePattern().IsMatch(type), "type", "A type is lower-case words with dots, such as banner.click, of at most 80 characters.");
        var (campaign, count) = ReadData(element, place, parsed);
        parsed.Events.Add(new PartnerEvent
        {
            EventId = id,
            Source = source.OriginalString,
            Type = type,
            OccurredAt = (cloudEvent.Time ?? receivedAt).ToUniversalTime(),
            CampaignId = campaign,
            Subject = cloudEvent.Subject,
            Count = count,
        });

        void CheckText(string text, string name) =>
            Check(text.Length <= LongestText && !text.Any(char.IsControl), name, $"At most {LongestText} characters, none of them a control character.");

        void Check(bool isGood, string name, string what)
        {
            if (!isGood)
                parsed.Wrong($"{place}.{name}", what);
        }
    }

    private static CloudEvent? ReadCloudEvent(JsonElement element, string place, ParsedBody parsed)
    {
        if (!element.TryGetProperty("specversion", out var version) || version.ValueKind != JsonValueKind.String || !version.ValueEquals("1.0"))
        {
            parsed.Wrong(place, "This is not a CloudEvent 1.0. Its specversion must be \"1.0\".");
            return null;
        }

        try
        {
            var cloudEvent = Formatter.ConvertFromJsonElement(element, []);
            if (cloudEvent.IsValid)
                return cloudEvent;
            var missing = cloudEvent.SpecVersion.RequiredAttributes.Where(attribute => cloudEvent[attribute] is null).Select(attribute => attribute.Name);
            parsed.Wrong(place, $"This is not a CloudEvent 1.0. Missing: {string.Join(", ", missing)}.");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException or JsonException or NotSupportedException)
        {
            parsed.Wrong(place, $"This is not a CloudEvent 1.0. {FirstLine(exception.Message)}");
        }

        return null;
    }

    private static (Guid? CampaignId, long Count) ReadData(JsonElement element, string place, ParsedBody parsed)
    {
        if (element.TryGetProperty("data_base64", out _))
            parsed.Wrong($"{place}.data_base64", "Data is JSON, in the property data.");
        if (!element.TryGetProperty("data", out var data) || data.ValueKind == JsonValueKind.Null)
            return (null, 1);
        if (data.ValueKind != JsonValueKind.Object)
        {
            parsed.Wrong($"{place}.data", "Data is a JSON object.");
            return (null, 1);
        }

        Guid? campaign = null;
        if (data.TryGetProperty("campaignId", out var given) && given.ValueKind != JsonValueKind.Null)
        {
            if (given.ValueKind == JsonValueKind.String && given.TryGetGuid(out var id))
                campaign = id;
            else
                parsed.Wrong($"{place}.data.campaignId", "A campaign's id is a UUID.");
        }

        var count = 1L;
        if (data.TryGetProperty("count", out var number) && number.ValueKind != JsonValueKind.Null
            && (number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out count) || count is < 1 or > LargestCount))
        {
            parsed.Wrong($"{place}.data.count", $"A count is a whole number from 1 to {LargestCount}.");
        }

        return (campaign, count);
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Replace(" (Parameter ", " (", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"^(?=.{3,80}$)[a-z0-9-]+(\.[a-z0-9-]+)+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypePattern();
}
