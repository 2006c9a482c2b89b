using System.Net;
using Contracts.Banners;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class FollowClickTests(BannersApp app)
{
    [Theory]
    [InlineData("fr", "https://content.test/fr/119")]
    [InlineData("en", "https://content.test/en/119")]
    public async Task A_click_that_is_counted_is_a_303_to_the_safety_centre(string locale, string target)
    {
        await using var analytics = await Hearing.OnAsync(app.Messaging, "analytics.banner-events");
        var decision = await app.DecideAsync("#119", locale: locale);

        using var response = await app.Anonymous().GetAsync(decision.ClickUrl);

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location.ShouldBe(new Uri(target));
        response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await analytics.GetAsync(heard => heard.All<BannerEventsRecorded>().SelectMany(x => x.Events).Where(x => x.DecisionId == decision.DecisionId), 1))
            .Single().Type.ShouldBe("click");
    }

    [Fact]
    public async Task A_click_with_a_bad_token_lands_all_the_same()
    {
        using var response = await app.Anonymous().GetAsync("/c/not-a-token?to=https://evil.test");

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        response.Headers.Location.ShouldBe(new Uri("https://content.test/fr/119"));
    }

    [Fact]
    public async Task A_head_request_is_marked_as_prefetch()
    {
        await using var analytics = await Hearing.OnAsync(app.Messaging, "analytics.banner-events");
        var decision = await app.DecideAsync("#119");

        using var response = await app.Anonymous().SendAsync(new HttpRequestMessage(HttpMethod.Head, decision.ClickUrl));

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await analytics.GetAsync(heard => heard.All<BannerEventsRecorded>().SelectMany(x => x.Events).Where(x => x.DecisionId == decision.DecisionId), 1))
            .Single().Validity.ShouldBe("prefetch");
    }

    [Fact]
    public async Task A_click_on_a_paused_campaign_lands_and_is_not_counted()
    {
        var campaign = await app.DraftAsync("pause avant clic");
        await app.PublishAsync(campaign);
        var decision = await Testing.Eventually.GetAsync(() => app.FindAsync("pause avant clic"), found => found is not null);
        await app.PauseAsync(campaign);
        await Testing.Eventually.GetAsync(() => app.FindAsync("pause avant clic"), found => found is null);

        using var response = await app.Anonymous().GetAsync(decision!.ClickUrl);

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        response.Headers.Location.ShouldBe(new Uri("https://content.test/fr/119"));
    }
}
