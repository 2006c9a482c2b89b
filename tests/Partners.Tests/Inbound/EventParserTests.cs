using System.Text;
using Partners.Inbound;

namespace Partners.Tests.Inbound;

public sealed class EventParserTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_event_is_read_whole()
    {
        var campaign = Guid.NewGuid();
        var parsed = Parse(SignedWebhook.Event("e1", "video.view", $$"""{"campaignId":"{{campaign}}","count":42,"user":"never kept"}"""));
        parsed.Errors.ShouldBeEmpty();
        var one = parsed.Events.ShouldHaveSingleItem();
        one.ShouldSatisfyAllConditions(
            () => one.EventId.ShouldBe("e1"),
            () => one.Source.ShouldBe("https://platform.example/119"),
            () => one.Type.ShouldBe("video.view"),
            () => one.OccurredAt.ShouldBe(new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero)),
            () => one.OccurredAt.Offset.ShouldBe(TimeSpan.Zero),
            () => one.Subject.ShouldBe("#119"),
            () => one.CampaignId.ShouldBe(campaign),
            () => one.Count.ShouldBe(42));
    }

    [Fact]
    public void What_an_event_may_leave_out_has_a_default()
    {
        var one = Parse("""{"specversion":"1.0","id":"1","source":"/s","type":"trend.observed"}""").Events.ShouldHaveSingleItem();
        one.OccurredAt.ShouldBe(Now);
        one.Count.ShouldBe(1);
        one.CampaignId.ShouldBeNull();
        one.Subject.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s"}""", "event", "type")]
    [InlineData("""{"specversion":"1.0","source":"/s","type":"a.b"}""", "event", "id")]
    [InlineData("""{"id":"1","source":"/s","type":"a.b"}""", "event", "specversion")]
    [InlineData("""{"specversion":"2.0","id":"1","source":"/s","type":"a.b"}""", "event", "specversion")]
    [InlineData("""{"specversion":"1.0","id":"","source":"/s","type":"a.b"}""", "event", "CloudEvent")]
    [InlineData("""{"specversion":"1.0","id":1,"source":"/s","type":"a.b"}""", "event", "CloudEvent")]
    [InlineData("""{"specversion":"1.0","id":"\ud800","source":"/s","type":"a.b"}""", "event", "CloudEvent")]
    [InlineData("""{"specversion":"1.0","id":"a\u0000b","source":"/s","type":"a.b"}""", "event", "")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"a.b","time":"yesterday"}""", "event", "time")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"No Type"}""", "event.type", "dots")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"a.b\n"}""", "event", "")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"a.b","data":5}""", "event.data", "object")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"a.b","data_base64":"AAAA"}""", "event.data_base64", "JSON")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"a.b","data":{"count":0}}""", "event.data.count", "1 to")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"a.b","data":{"count":1.5}}""", "event.data.count", "whole")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"a.b","data":{"count":"7"}}""", "event.data.count", "whole")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"a.b","data":{"campaignId":"119"}}""", "event.data.campaignId", "UUID")]
    [InlineData("""{"specversion":"1.0" """, "body", "JSON")]
    [InlineData("""5""", "body", "object")]
    [InlineData("""null""", "body", "object")]
    public void What_is_wrong_is_named_with_its_place(string body, string place, string what)
    {
        var errors = Parse(body).Errors;
        var (where, said) = errors.ShouldHaveSingleItem();
        where.ShouldStartWith(place);
        said.ShouldHaveSingleItem().ShouldContain(what);
    }

    [Fact]
    public void Wrong_events_of_a_batch_are_named_by_their_index()
    {
        var errors = Parse($"""[{SignedWebhook.Event()},{SignedWebhook.Event(type: "BAD")},7,{SignedWebhook.Event(data: "[]")}]""").Errors;
        errors.Keys.ShouldBe(["events[1].type", "events[2]", "events[3].data"]);
    }

    [Fact]
    public void No_more_than_twenty_errors_are_told() =>
        Parse($"[{string.Join(',', Enumerable.Repeat("1", 100))}]").Errors.Count.ShouldBe(20);

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void A_batch_holds_up_to_500_events(int events, bool good) =>
        (Parse($"[{string.Join(',', Enumerable.Range(0, events).Select(i => SignedWebhook.Event($"e{i}")))}]").Errors.Count == 0).ShouldBe(good);

    [Theory]
    [InlineData(EventParser.Single, "[]")]
    [InlineData(EventParser.Batch, "{}")]
    public void The_body_must_be_what_its_content_type_says(string mediaType, string body) =>
        EventParser.Parse(Encoding.UTF8.GetBytes(body), mediaType, Now).Errors.Keys.ShouldBe(["body"]);

    private static ParsedBody Parse(string body) => EventParser.Parse(Encoding.UTF8.GetBytes(body), EventParser.Json, Now);
}
