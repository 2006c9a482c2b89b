using System.Net;
using Contracts.Banners;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class RecordPixelTests(BannersApp app)
{
    [Fact]
    public async Task The_pixel_is_a_picture_that_nobody_keeps_and_the_same_impression_as_the_request()
    {
        await using var analytics = await Hearing.OnAsync(app.Messaging, "analytics.banner-events");
        var decision = await app.DecideAsync("#119");

        using var pixel = await app.Anonymous().GetAsync(decision.PixelUrl);
        using var request = await app.Anonymous().PostAsync(decision.ImpressionUrl, null);

        pixel.StatusCode.ShouldBe(HttpStatusCode.OK);
        pixel.Content.Headers.ContentType!.MediaType.ShouldBe("image/gif");
        (await pixel.Content.ReadAsByteArrayAsync())[..6].ShouldBe("GIF89a"u8.ToArray());
        pixel.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var events = await analytics.GetAsync(heard => heard.All<BannerEventsRecorded>().SelectMany(x => x.Events).Where(x => x.DecisionId == decision.DecisionId), 2);
        events.Select(x => (x.DecisionId, x.Type)).Distinct().ShouldBe([(decision.DecisionId, "impression")]);
    }

    [Fact]
    public async Task A_pixel_with_a_bad_token_is_a_400_problem()
    {
        using var pixel = await app.Anonymous().GetAsync(new Uri("/v1/impressions/k1.made-up.gif", UriKind.Relative));

        pixel.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        pixel.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }
}
