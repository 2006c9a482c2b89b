using System.Text.Json.Nodes;
using Contracts.Partners;

namespace Analytics.Tests.Videos;

[Collection(SharedApp.Name)]
public sealed class VideoReportTests(AnalyticsApp app)
{
    private readonly string _partner = Some.Partner();

    [Fact]
    public async Task Views_shares_and_completion_are_told_by_video_and_creator_with_names()
    {
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var published = Some.Published(one, 1);
        await app.PublishAsync(published);
        await app.PublishAsync(Some.Published(two, 1) with { Title = "Danse", CreatorId = published.CreatorId });
        await app.PublishAsync(Some.Webhook(
            _partner, About("video.view", one, 80), About("video.view", one, 20), About("video.complete", one, 40), About("video.share", one, 5), About("video.view", two, 30)));

        var report = await ReportAsync("");

        report["videos"]!.AsArray().Select(x => $"{x!["title"]} {x["creator"]} {Figures(x["figures"]!)}").ShouldBe(["Parle 1 Keen V 100 5 40 0.4", "Danse Keen V 30 0 0 0"]);
        report["creators"]!.AsArray().Select(x => $"{x!["creator"]} {Figures(x["figures"]!)}").ShouldBe(["Keen V 130 5 40 0.307692"]);
        Figures(report["total"]!).ShouldBe("130 5 40 0.307692");
        Figures((await ReportAsync("&top=1"))["other"]!).ShouldBe("30 0 0 0");
        (await ReportAsync($"&creator={Guid.NewGuid()}"))["videos"]!.AsArray().ShouldBeEmpty();
        (await ReportAsync($"&creator={published.CreatorId}"))["videos"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_video_that_nobody_knows_and_events_that_name_none_are_kept_as_unknown()
    {
        var unknown = Guid.CreateVersion7();
        await app.PublishAsync(Some.Webhook(
            _partner, About("video.view", unknown, 3), Some.PartnerEvent("video.view", count: 2) with { Subject = null }, Some.PartnerEvent("video.view", count: 4) with { Subject = "someone@example.org" }));

        var report = await ReportAsync("");

        report["videos"]!.AsArray().Select(x => $"{x!["videoId"]} {x["unknown"]} {x["figures"]!["views"]}").ShouldBe([$"{Guid.Empty} true 6", $"{unknown} true 3"]);
        report["creators"]!.AsArray().Select(x => $"{x!["unknown"]} {x["figures"]!["views"]}").ShouldBe(["true 9"]);
    }

    [Fact]
    public async Task The_same_event_twice_counts_once_and_days_are_the_partners_own()
    {
        var video = Guid.CreateVersion7();
        var seen = About("video.view", video, 7) with { OccurredAt = Some.Now.AddDays(-2) };
        await app.PublishAsync(Some.Webhook(_partner, seen, seen));
        await app.PublishAsync(Some.Webhook(_partner, seen));

        (await ReportAsync($"&to={Some.Now.AddDays(-2):yyyy-MM-dd}"))["total"]!["views"]!.GetValue<long>().ShouldBe(7);
        (await ReportAsync($"&from={Some.Now.AddDays(-1):yyyy-MM-dd}"))["total"]!["views"]!.GetValue<long>().ShouldBe(0);
    }

    [Fact]
    public async Task A_sandbox_reaches_no_real_number()
    {
        var video = Guid.CreateVersion7();
        await app.PublishAsync(Some.Webhook(_partner, About("video.view", video, 7)) with { Sandbox = true });

        (await app.GetAsync("/v1/videos?top=100"))["videos"]!.AsArray().ShouldNotContain(x => x!["videoId"]!.GetValue<Guid>() == video);
        (await ReportAsync(""))["total"]!["views"]!.GetValue<long>().ShouldBe(7);
    }

    private static PartnerEvent About(string type, Guid video, long count) => Some.PartnerEvent(type, count: count) with { Subject = video.ToString() };

    private Task<JsonNode> ReportAsync(string query) => app.GetAsync($"/v1/videos?partner={_partner}{query}");

    private static string Figures(JsonNode figures) => $"{figures["views"]} {figures["shares"]} {figures["completions"]} {figures["completionRate"]?.ToString() ?? "-"}";
}
