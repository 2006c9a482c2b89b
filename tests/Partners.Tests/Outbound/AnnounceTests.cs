using System.Text.Json;
using Contracts.Banners;
using Contracts.Content;

namespace Partners.Tests.Outbound;

[Collection(OneService.Name)]
public sealed class AnnounceTests(PartnersApp app)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_message_heard_twice_is_sent_once()
    {
        await using var receiver = await Receiver.StartAsync();
        var subscription = await app.SubscribeAsync(receiver.Url, ["video.published", "video.taken-down"]);
        var video = Video(1);
        var messageId = Guid.CreateVersion7();
        await app.PublishAsync(video, messageId);
        await app.PublishAsync(video, messageId);
        await receiver.HearAsync(1);
        // The same news as another message, as after a replay of the publisher's outbox.
        await app.PublishAsync(video);
        await app.PublishAsync(new VideoTakenDown { VideoId = video.VideoId, Revision = 2, OccurredAt = Now });

        var heard = await receiver.HearAsync(2);
        heard.Select(TypeOf).ShouldBe(["video.published", "video.taken-down"]);
        (await app.ScalarAsync<long>($"select count(*) from deliveries where subscription_id = '{subscription.Id}' and body like '%{video.VideoId}%'")).ShouldBe(2);
    }

    [Fact]
    public async Task Older_news_that_come_late_are_not_told()
    {
        await using var receiver = await Receiver.StartAsync();
        await app.SubscribeAsync(receiver.Url, ["video.published", "video.taken-down", "campaign.paused"]);
        var video = Video(3);
        await app.PublishAsync(new VideoTakenDown { VideoId = video.VideoId, Revision = 4, OccurredAt = Now });
        await receiver.HearAsync(1);
        await app.PublishAsync(video);
        var last = new CampaignPaused { CampaignId = Guid.NewGuid(), Revision = 1, OccurredAt = Now };
        await app.PublishAsync(last);
        await Testing.Eventually.IsTrueAsync(() => receiver.Requests.Any(x => x.Text.Contains(last.CampaignId.ToString(), StringComparison.Ordinal)));
        await Testing.Eventually.IsTrueAsync(async () => await app.ScalarAsync<long>("select count(*) from inbox_messages where queue = 'partners.outbound'") >= 3);
        receiver.Requests.Where(x => x.Text.Contains(video.VideoId.ToString(), StringComparison.Ordinal)).Select(TypeOf).ShouldBe(["video.taken-down"]);
    }

    [Fact]
    public async Task A_campaign_is_told_to_its_partners_only_but_its_stop_to_all()
    {
        await using var mine = await Receiver.StartAsync();
        await using var theirs = await Receiver.StartAsync();
        await app.SubscribeAsync(mine.Url, ["campaign.published", "campaign.paused"]);
        await app.SubscribeAsync(theirs.Url, ["campaign.published", "campaign.paused"], "twitter");
        var campaign = Campaign(1, "tiktok");
        await app.PublishAsync(campaign);
        await app.PublishAsync(new CampaignPaused { CampaignId = campaign.CampaignId, Revision = 2, OccurredAt = Now });

        await Testing.Eventually.IsTrueAsync(() => Told(theirs, campaign).Contains("campaign.paused", StringComparer.Ordinal));
        await Testing.Eventually.IsTrueAsync(() => Told(mine, campaign).Contains("campaign.paused", StringComparer.Ordinal));
        Told(theirs, campaign).ShouldBe(["campaign.paused"]);
        mine.Requests.ShouldAllBe(x => !x.Text.Contains("mon pere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_subscription_hears_only_what_it_asked_for()
    {
        await using var receiver = await Receiver.StartAsync();
        var subscription = await app.SubscribeAsync(receiver.Url, ["video.taken-down"]);
        await app.PublishAsync(Campaign(1));
        await app.PublishAsync(new VideoTakenDown { VideoId = Guid.NewGuid(), Revision = 2, OccurredAt = Now });
        await receiver.HearAsync(1);
        (await app.GetAsync($"/v1/deliveries?subscription={subscription.Id}")).GetProperty("items").EnumerateArray()
            .Select(x => x.GetProperty("eventType").GetString()).Distinct(StringComparer.Ordinal).ShouldBe(["video.taken-down"]);
    }

    [Fact]
    public async Task A_slow_receiver_does_not_hold_up_the_others()
    {
        var open = new TaskCompletionSource();
        await using var slow = await Receiver.StartAsync(Receiver.After(open.Task));
        await using var quick = await Receiver.StartAsync();
        var slowOne = await app.SubscribeAsync(slow.Url, ["webhook.test"]);
        var quickOne = await app.SubscribeAsync(quick.Url, ["webhook.test"]);
        for (var i = 0; i < 20; i++)
            await app.TestAsync(slowOne.Id);
        await app.TestAsync(quickOne.Id);
        await quick.HearAsync(1);
        (await app.ScalarAsync<long>($"select count(*) from deliveries where subscription_id = '{slowOne.Id}' and lease is not null")).ShouldBeLessThanOrEqualTo(8);
        open.SetResult();
        await slow.HearAsync(20);
    }

    private static List<string> Told(Receiver receiver, CampaignPublished campaign) =>
        [.. receiver.Requests.Where(x => x.Text.Contains(campaign.CampaignId.ToString(), StringComparison.Ordinal)).Select(TypeOf)];

    private static string TypeOf(Receiver.Received request)
    {
        using var body = JsonDocument.Parse(request.Body);
        return body.RootElement.GetProperty("type").GetString()!;
    }

    private static VideoPublished Video(long revision) => new()
    {
        VideoId = Guid.NewGuid(),
        Revision = revision,
        CreatorId = Guid.NewGuid(),
        CreatorName = "CamilleTeSigne",
        Title = "Le 119",
        SignLanguage = true,
        OccurredAt = Now,
    };

    private static CampaignPublished Campaign(long revision, params string[] partners) => new()
    {
        CampaignId = Guid.NewGuid(),
        Revision = revision,
        Name = "119",
        Country = "FR",
        Partners = partners,
        Banners = [],
        Keywords = [new PublishedKeyword { KeywordId = Guid.NewGuid(), Text = "mon pere me tape" }],
        OccurredAt = Now,
    };
}
