using System.Text.Json;
using System.Text.Json.Serialization;

namespace Contracts.Banners;

/// <summary>
/// Events of one message by columns: what many of them share is written once, which leaves about a seventh of the bytes. An array of events, as it was
/// written until November 2026, is read too.
/// <code>
/// { "kinds": [{ "type": "impression", "campaignId": "…", … }], "from": "2026-11-27T06:27:26.1234567+00:00",
///   "decisionIds": ["…", "…"], "kindOf": [0, 0], "ticksAfter": [0, 31415] }
/// </code>
/// The event <c>i</c> is of the kind number <c>kindOf[i]</c> and was received <c>ticksAfter[i]</c> × 100 ns after <c>from</c>.
/// </summary>
internal sealed class BannerEventColumns : JsonConverter<IReadOnlyList<BannerEvent>>
{
    /// <summary>A <see cref="BannerEvent"/> without what makes it one of its own.</summary>
    private sealed record Kind(
        string Type, Guid CampaignId, Guid BannerId, Guid KeywordId, string Partner, string? Locale, string? Country, string? Region, string? Device, string Validity, bool Verified);

    private sealed class Columns
    {
        public required IReadOnlyList<Kind> Kinds { get; init; }

        public required DateTimeOffset From { get; init; }

        public required IReadOnlyList<Guid> DecisionIds { get; init; }

        public required IReadOnlyList<int> KindOf { get; init; }

        public required IReadOnlyList<long> TicksAfter { get; init; }
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<BannerEvent> value, JsonSerializerOptions options)
    {
        var kinds = new Dictionary<Kind, int>();
        var from = value.Count > 0 ? value[0].ReceivedAt : default;
        var (decisions, kindOf, ticksAfter) = (new Guid[value.Count], new int[value.Count], new long[value.Count]);
        for (var i = 0; i < value.Count; i++)
        {
            var one = value[i];
            var kind = new Kind(one.Type, one.CampaignId, one.BannerId, one.KeywordId, one.Partner, one.Locale, one.Country, one.Region, one.Device, one.Validity, one.Verified);
            if (!kinds.TryGetValue(kind, out kindOf[i]))
                kinds.Add(kind, kindOf[i] = kinds.Count);
            (decisions[i], ticksAfter[i]) = (one.DecisionId, (one.ReceivedAt - from).Ticks);
        }

        JsonSerializer.Serialize(writer, new Columns { Kinds = [.. kinds.Keys], From = from, DecisionIds = decisions, KindOf = kindOf, TicksAfter = ticksAfter }, options);
    }

    public override IReadOnlyList<BannerEvent>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
            return JsonSerializer.Deserialize<List<BannerEvent>>(ref reader, options);
        var columns = JsonSerializer.Deserialize<Columns>(ref reader, options);
        if (columns is not { Kinds: { } kinds, DecisionIds: { } decisions, KindOf: { } kindOf, TicksAfter: { } ticksAfter }
            || kindOf.Count != decisions.Count || ticksAfter.Count != decisions.Count)
            throw new JsonException("The columns of the events are not of one length.");
        var events = new BannerEvent[decisions.Count];
        for (var i = 0; i < events.Length; i++)
        {
            if (kindOf[i] < 0 || kindOf[i] >= kinds.Count || kinds[kindOf[i]] is not { } kind)
                throw new JsonException($"The event {i} is of a kind that is not there.");
            events[i] = new BannerEvent
            {
                DecisionId = decisions[i],
                Type = kind.Type,
                CampaignId = kind.CampaignId,
                BannerId = kind.BannerId,
                KeywordId = kind.KeywordId,
                Partner = kind.Partner,
                Locale = kind.Locale,
                Country = kind.Country,
                Region = kind.Region,
                Device = kind.Device,
                Validity = kind.Validity,
                Verified = kind.Verified,
                ReceivedAt = After(columns.From, ticksAfter[i]),
            };
        }

        return events;
    }

    private static DateTimeOffset After(DateTimeOffset from, long ticks)
    {
        try
        {
            return from.AddTicks(ticks);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new JsonException("An event was received at no time that there is.", exception);
        }
    }
}
