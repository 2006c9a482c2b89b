using System.Text.Json;
using System.Text.Json.Nodes;
using Contracts.Banners;

namespace Analytics.Tests.Ingestion;

/// <summary>How banner events are written in a message, and what is read.</summary>
public sealed class BannerEventColumnsTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [Fact]
    public void What_is_written_is_read()
    {
        var random = new Random(119);
        BannerEvent[] events = [.. Enumerable.Range(0, 500).Select(i => Some.Event(i % 3 == 0 ? "click" : "impression", i % 2 == 0 ? "tiktok" : "twitter", Campaigns[i % 5], Some.Now.AddTicks(random.Next())) with
        {
            Locale = i % 7 == 0 ? null : "fr",
            Validity = i % 11 == 0 ? "bot" : "valid",
            Verified = i % 4 != 0,
            ReceivedAt = (i % 13 == 0 ? Some.Now.AddDays(-1) : Some.Now).AddTicks(-random.Next()),
        })];

        var written = JsonSerializer.Serialize(new BannerEventsRecorded { Events = events }, Json);

        JsonSerializer.Deserialize<BannerEventsRecorded>(written, Json)!.Events.ShouldBe(events);
    }

    [Fact]
    public void A_message_of_500_events_of_ten_kinds_takes_a_sixth_of_an_array_of_events_at_most()
    {
        BannerEvent[] events = [.. Enumerable.Range(0, 500).Select(i => Some.Event(partner: i % 2 == 0 ? "tiktok" : "twitter", campaign: Campaigns[i % 5]) with { ReceivedAt = Some.Now.AddTicks(i * 100_000) })];

        JsonSerializer.Serialize(new BannerEventsRecorded { Events = events }, Json).Length.ShouldBeLessThan(JsonSerializer.Serialize(events, Json).Length / 6);
    }

    [Fact]
    public void No_events_are_written_and_read() =>
        JsonSerializer.Deserialize<BannerEventsRecorded>(JsonSerializer.Serialize(new BannerEventsRecorded { Events = [] }, Json), Json)!.Events.ShouldBeEmpty();

    [Fact]
    public void An_array_of_events_as_it_was_written_before_is_read()
    {
        BannerEvent[] events = [Some.Event(), Some.Event("click")];

        JsonSerializer.Deserialize<BannerEventsRecorded>($$"""{ "events": {{JsonSerializer.Serialize(events, Json)}} }""", Json)!.Events.ShouldBe(events);
    }

    [Theory]
    [InlineData("kindOf", "[0]")]
    [InlineData("kindOf", "[0, 1]")]
    [InlineData("kindOf", "[0, -1]")]
    [InlineData("kindOf", "null")]
    [InlineData("ticksAfter", "[0]")]
    [InlineData("ticksAfter", "[0, 9223372036854775807]")]
    [InlineData("decisionIds", "[]")]
    [InlineData("decisionIds", "[\"#119\", \"#119\"]")]
    [InlineData("kinds", "[null]")]
    [InlineData("kinds", "[]")]
    [InlineData("from", "\"yesterday\"")]
    public void Columns_that_do_not_fit_are_no_message(string column, string value)
    {
        var message = JsonSerializer.SerializeToNode(new BannerEventsRecorded { Events = [Some.Event(campaign: Campaigns[0]), Some.Event(campaign: Campaigns[0])] }, Json)!;
        message["events"]![column] = JsonNode.Parse(value);

        Should.Throw<JsonException>(() => message.Deserialize<BannerEventsRecorded>(Json));
    }

    [Theory]
    [InlineData("kinds")]
    [InlineData("from")]
    [InlineData("decisionIds")]
    [InlineData("kindOf")]
    [InlineData("ticksAfter")]
    public void A_column_that_is_missing_is_no_message(string column)
    {
        var message = JsonSerializer.SerializeToNode(new BannerEventsRecorded { Events = [Some.Event()] }, Json)!;
        message["events"]!.AsObject().Remove(column);

        Should.Throw<JsonException>(() => message.Deserialize<BannerEventsRecorded>(Json));
    }

    private static Guid[] Campaigns { get; } = [.. Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7())];
}
