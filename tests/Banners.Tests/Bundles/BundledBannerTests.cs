using System.Text.Json;
using System.Text.Json.Nodes;
using Banners.Bundles;
using Banners.Data;
using Banners.Serving;
using Banners.Tests.Matching;
using Browsing;

namespace Banners.Tests.Bundles;

/// <summary>Which of a campaign's banners a device shows, and how it looks: what the server would have shown.</summary>
public sealed class BundledBannerTests(Chromium chromium)
{
    private const string Address = "https://banners.test";
    private static readonly PublicAddresses Addresses = new() { Banners = Address, Content = "https://content.test" };

    private static readonly LiveCampaign Ours = Campaigns.Of("ours", [("aide", KeywordType.Exact)]) with
    {
        Keywords = [Keyword("aide"), Keyword("seul", "self-harm"), Keyword("fugue", "running-away")],
        Banners =
        [
            Banner("fr", 1, image: new LiveImage(new string('a', 64), "Un enfant \"au\" téléphone")),
            Banner("en", 7, theme: new LiveTheme("auto", null, null)),
            Banner("FR", 3, theme: new LiveTheme("dark", "#ffd166", "#15104f")),
            Banner("fr-CA", 2, image: new LiveImage(new string('b', 64), "Deux amies"), theme: new LiveTheme("light", null, null)),
            Banner("fr_ca", 5),
            Banner("fr", 4),
            Banner("fr", 2, "self-harm"),
            Banner("fr", 9, "self-harm", new LiveImage(new string('c', 64), "Une main")),
            Banner("zh-Hant", 2),
            Banner("zh-Hant", 1),
        ],
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task For_every_draw_the_device_shows_what_the_server_shows(bool even)
    {
        var campaign = Ours with { EvenRotation = even };
        await using var device = await Device.OpenAsync(chromium);
        var different = new List<string>();
        var shown = new HashSet<Guid>();
        foreach (var search in new[] { "aide", "seul", "fugue" })
        {
            foreach (var locale in new[] { null, "fr", "FR", "fr-CA", "fr-BE", "en-GB", "zh", "zh-Hant-TW", "de" })
            {
                var keyword = campaign.Keywords.Single(keyword => keyword.Text == search);
                var draws = campaign.BannersFor(locale, keyword.Kind).Sum(campaign.WeightOf);
                var onDevice = await DecideAsync(device, campaign, search, locale, draws);
                for (var draw = 0; draw < draws; draw++)
                {
                    var banner = campaign.BannerFor(locale, keyword.Kind, new Drawn(draw));
                    shown.Add(banner.Id);
                    var onServer = JsonSerializer.SerializeToNode(Decider.Shown(banner, new HelplineBook([]).Shown(campaign, banner, null, TimeProvider.System.GetUtcNow()), Addresses), Web)!;
                    if (!JsonNode.DeepEquals(onServer, onDevice[draw]!["banner"]))
                        different.Add($"{search} {locale} {draw} of {draws}: {onServer} on the server, {onDevice[draw]!["banner"]} on the device");
                }
            }
        }

        different.ShouldBeEmpty();
        shown.Count.ShouldBe(campaign.Banners.Count);
    }

    [Fact]
    public async Task Banners_are_shown_as_often_as_they_weigh()
    {
        const int times = 20_000;
        var campaign = Ours with { Banners = [Banner("fr", 1), Banner("fr", 2), Banner("fr", 7)] };
        await using var device = await Device.OpenAsync(chromium);

        var shown = (await DecideAsync(device, campaign, "aide", "fr", times)).CountBy(decision => (Guid)decision!["banner"]!["id"]!).ToDictionary();

        campaign.Banners.Select(banner => shown[banner.Id] / (double)times).ShouldBe([0.1, 0.2, 0.7], tolerance: 0.001);
    }

    [Fact]
    public void What_says_nothing_is_not_in_it()
    {
        var line = BundleContent.Shown("any", [Ours with { Banners = [Banner("fr", 1)] }], new HelplineBook([]), TimeProvider.System.GetUtcNow(), (_, _) => "token").Single().Line;

        foreach (var name in new[] { "\"weight\":1}", "image", "theme", "null" })
            line.Split("\"banners\"")[1].ShouldNotContain(name);
    }

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>So many decisions, whose chance goes evenly from 0 to 1.</summary>
    private static async Task<JsonArray> DecideAsync(Device device, LiveCampaign campaign, string query, string? locale, int draws)
    {
        await device.ServeAsync(Address, Device.BundleOf("any", [campaign]));
        var decisions = await device.Page.EvaluateAsync<string>(
            """
            async ([address, request, draws]) => {
              const { Bundle } = await import('/matcher.js');
              crypto.subtle.importKey = async () => { throw new DOMException('', 'NotSupportedError'); };
              let draw = 0;
              const bundle = new Bundle('any', { address, random: () => (draw++ + 0.5) / draws });
              await bundle.refresh();
              return JSON.stringify(Array.from({ length: draws }, () => bundle.decide(JSON.parse(request))));
            }
            """,
            new object[] { Address, JsonSerializer.Serialize(new { query, locale }), draws });
        return JsonNode.Parse(decisions)!.AsArray();
    }

    private static LiveKeyword Keyword(string text, string? kind = null) => new(Guid.CreateVersion7(), text, KeywordType.Exact, kind);

    private static LiveBanner Banner(string locale, int weight, string? kind = null, LiveImage? image = null, LiveTheme? theme = null) =>
        new(Guid.CreateVersion7(), locale, "ltr", $"{locale} {weight}", "Un texte", "Agir", [new LiveHelpline("119", "Le 119")], kind, weight, image, theme);

    /// <summary>A chance that is known beforehand.</summary>
    private sealed class Drawn(int value) : Random
    {
        public override int Next(int maxValue) => value;
    }
}
