using System.Net;
using Banners.Serving;
using Contracts.Banners;
using Microsoft.Extensions.DependencyInjection;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class EventTests(BannersApp app)
{
    [Fact]
    public async Task What_happens_to_a_banner_arrives_at_its_subscriber()
    {
        await using var analytics = await Hearing.OnAsync(app.Messaging, "analytics.banner-events");
        var decision = await app.DecideAsync("#119", app.WithKey(BannersApp.PartnerKey));

        foreach (var url in new[] { decision.ImpressionUrl, decision.ViewableUrl, decision.TapUrl })
            (await PostAsync(url)).ShouldBe(HttpStatusCode.Accepted);

        var events = await EventsOfAsync(analytics, decision.DecisionId, 3);
        events.Select(x => x.Type).ShouldBe(["impression", "viewable", "tap"], ignoreOrder: true);
        events.ShouldAllBe(x => x.Verified && x.Partner == "tiktok" && x.CampaignId == BannersApp.CampaignId && x.BannerId == decision.Banner.Id && x.Locale == "fr");
        events.Single(x => x.Type == "impression").Validity.ShouldBe("valid");
        events.Single(x => x.Type == "viewable").Validity.ShouldBe("too-fast");
    }

    [Fact]
    public async Task The_same_token_twice_is_the_same_event()
    {
        await using var analytics = await Hearing.OnAsync(app.Messaging, "analytics.banner-events");
        var decision = await app.DecideAsync("#119");

        await PostAsync(decision.ImpressionUrl);
        await PostAsync(decision.ImpressionUrl);

        var events = await EventsOfAsync(analytics, decision.DecisionId, 2);
        events.Select(x => (x.DecisionId, x.Type)).Distinct().ShouldHaveSingleItem();
        events.ShouldAllBe(x => !x.Verified);
    }

    [Theory]
    [InlineData("Sec-Purpose", "prefetch;prerender", "prefetch")]
    [InlineData("User-Agent", "Mozilla/5.0 (compatible; Examplebot/2.1)", "bot")]
    [InlineData("User-Agent", "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile", "valid")]
    public async Task What_no_person_did_is_marked_and_kept(string header, string value, string validity)
    {
        await using var analytics = await Hearing.OnAsync(app.Messaging, "analytics.banner-events");
        var decision = await app.DecideAsync("#119");
        using var request = new HttpRequestMessage(HttpMethod.Post, decision.ImpressionUrl);
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await app.Anonymous().SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await EventsOfAsync(analytics, decision.DecisionId, 1)).Single().Validity.ShouldBe(validity);
    }

    [Fact]
    public async Task A_token_that_was_changed_is_a_400_problem()
    {
        var token = (await app.DecideAsync("#119")).TapUrl.Segments[^1];
        foreach (var bad in new[] { "x", "k1.", "k9" + token[2..], token[..^1] + (token[^1] == 'A' ? 'E' : 'A'), token + "=", token.Replace('.', '_'), new string('a', 2000) })
        {
            (await PostAsync(new Uri($"/v1/impressions/{bad}", UriKind.Relative))).ShouldBe(HttpStatusCode.BadRequest);
            (await PostAsync(new Uri($"/v1/taps/{bad}", UriKind.Relative))).ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task A_token_older_than_a_day_is_a_410_problem()
    {
        var token = Seal(TimeSpan.FromHours(24) + TimeSpan.FromMinutes(1));

        (await PostAsync(new Uri($"/v1/impressions/{token}:viewable", UriKind.Relative))).ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_token_of_yesterday_evening_is_still_good() =>
        (await PostAsync(new Uri($"/v1/impressions/{Seal(TimeSpan.FromHours(23))}", UriKind.Relative))).ShouldBe(HttpStatusCode.Accepted);

    private string Seal(TimeSpan age) => app.Services.GetRequiredService<TokenSealer>().Seal(new DecisionToken
    {
        DecisionId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow() - age),
        CampaignId = BannersApp.CampaignId,
        BannerId = Guid.NewGuid(),
        KeywordId = Guid.NewGuid(),
        Partner = "tiktok",
        Verified = false,
        Locale = "fr",
    });

    private async Task<HttpStatusCode> PostAsync(Uri url)
    {
        using var response = await app.Anonymous().PostAsync(url, null);
        if ((int)response.StatusCode >= 400)
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return response.StatusCode;
    }

    private static Task<IReadOnlyList<BannerEvent>> EventsOfAsync(Hearing analytics, Guid decision, int count) =>
        analytics.GetAsync(heard => heard.All<BannerEventsRecorded>().SelectMany(x => x.Events).Where(x => x.DecisionId == decision), count);
}
