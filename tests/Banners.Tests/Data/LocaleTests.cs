using Banners.Data;
using Banners.Tests.Matching;

namespace Banners.Tests.Data;

public sealed class LocaleTests
{
    [Theory]
    [InlineData("fr-CA", "fr-CA")]
    [InlineData("fr_CA", "fr-CA")]
    [InlineData("FR-ca", "fr-CA")]
    [InlineData("fr-BE", "fr")]
    [InlineData("fr", "fr")]
    [InlineData("fra", "fr")]
    [InlineData("zh-Hant-TW", "zh-Hant")]
    [InlineData("zh_hant_hk", "zh-Hant")]
    [InlineData("zh-Hans-CN", "zh-CN")]
    [InlineData("zh", "zh-CN")]
    [InlineData("pt", "pt-BR")]
    [InlineData("pt-PT", "pt-BR")]
    [InlineData("xx-Zzzz-99", "fr")]
    [InlineData("", "fr")]
    [InlineData(null, "fr")]
    public void The_nearest_language_is_shown_else_the_campaigns(string? asked, string shown) =>
        Speaking("en", "fr-CA", "fr", "zh-CN", "zh-Hant", "pt-BR").BannersFor(asked, null)[0].Locale.ShouldBe(shown);

    [Theory]
    [InlineData("fr-CA")]
    [InlineData("nl")]
    public void Without_the_language_itself_another_of_its_countries_answers(string asked) =>
        Speaking("en", "fr-BE").BannersFor(asked, null)[0].Locale.ShouldBe("fr-BE");

    [Fact]
    public void Without_the_campaigns_language_any_banner_is_better_than_none() => Speaking("ar").BannersFor("nl", null)[0].Locale.ShouldBe("ar");

    [Fact]
    public void The_kind_comes_before_the_language()
    {
        var campaign = Speaking("fr", "en");
        campaign = campaign with { Banners = [.. campaign.Banners, Banner("en", "self-harm")] };

        campaign.BannersFor("fr-CA", "self-harm")[0].Kind.ShouldBe("self-harm");
        campaign.BannersFor("en_GB", "self-harm")[0].Kind.ShouldBe("self-harm");
        campaign.BannersFor("fr-CA", "blows")[0].Kind.ShouldBeNull();
        campaign.BannersFor("en-GB", "blows")[0].ShouldSatisfyAllConditions(banner => banner.Locale.ShouldBe("en"), banner => banner.Kind.ShouldBeNull());
    }

    private static LiveCampaign Speaking(params string[] locales) => Campaigns.Of("languages", []) with { Banners = [.. locales.Select(locale => Banner(locale))] };

    private static LiveBanner Banner(string locale, string? kind = null) => new(Guid.CreateVersion7(), locale, "ltr", "Un titre", "Un texte", "Agir", [], kind);
}
