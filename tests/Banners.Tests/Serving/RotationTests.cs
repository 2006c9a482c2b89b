using System.Net.Http.Json;
using Banners.Data;
using Banners.Tests.Matching;
using Testing;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class RotationTests(BannersApp app)
{
    private const int Times = 20_000;

    [Fact]
    public void Banners_are_shown_as_often_as_they_weigh() =>
        Shares(Campaign(Banner("fr", 1), Banner("fr", 2), Banner("fr", 7))).ShouldBe([0.1, 0.2, 0.7], tolerance: 0.01);

    [Fact]
    public void Even_rotation_knows_no_weights() =>
        Shares(Campaign(Banner("fr", 1), Banner("fr", 9), Banner("fr", 90)) with { EvenRotation = true }).ShouldBe([1 / 3d, 1 / 3d, 1 / 3d], tolerance: 0.01);

    [Fact]
    public void Only_banners_of_the_kind_and_the_nearest_language_take_turns() =>
        Shares(Campaign(Banner("fr", 1), Banner("FR", 1), Banner("en", 100), Banner("fr-CA", 100), Banner("fr", 100, "self-harm"))).ShouldBe([0.5, 0.5, 0, 0, 0], tolerance: 0.01);

    [Fact]
    public async Task Two_banners_of_one_language_are_both_shown()
    {
        var id = await app.DraftAsync("a tour de role");
        (await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/banners", new { banners = new[] { Item("Premier", 1), Item("Second", 3) }, rotation = "even" })).EnsureSuccessStatusCode();
        await app.PublishAsync(id);
        await Eventually.GetAsync(() => app.FindAsync("a tour de role"), found => found is not null);

        var titles = new HashSet<string>();
        await Eventually.IsTrueAsync(async () => titles.Add((await app.DecideAsync("a tour de role")).Banner.Title) && titles.Count == 2);
    }

    private static object Item(string title, int weight) => new
    {
        locale = "fr",
        dir = "ltr",
        title,
        text = "Un texte",
        action = "Agir",
        weight,
        helplines = new[] { new { number = "119", label = "Le 119" } },
    };

    private static double[] Shares(LiveCampaign campaign)
    {
        var random = new Random(119);
        var shown = Enumerable.Range(0, Times).Select(_ => campaign.BannerFor("fr", null, random).Id).CountBy(id => id).ToDictionary();
        return [.. campaign.Banners.Select(banner => shown.GetValueOrDefault(banner.Id) / (double)Times)];
    }

    private static LiveCampaign Campaign(params LiveBanner[] banners) => Campaigns.Of("campaign", []) with { Banners = banners };

    private static LiveBanner Banner(string locale, int weight, string? kind = null) =>
        new(Guid.CreateVersion7(), locale, "ltr", "Un titre", "Un texte", "Agir", [], kind, weight);
}
