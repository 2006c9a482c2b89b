using System.Net.Http.Json;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class HelplineTests(BannersApp app)
{
    [Theory]
    [InlineData("BE", "fr", "tel:103")]
    [InlineData("be", "fr", "tel:103")]
    [InlineData("FR", "nl", "tel:119 sms:114")]
    [InlineData(null, "nl", "tel:119 sms:114")]
    [InlineData("JP", "ja", "tel:119 sms:114")]
    public async Task Helplines_follow_the_country_that_the_platform_names_else_the_campaigns_never_the_language(string? country, string locale, string shown)
    {
        var campaign = await app.DraftAsync($"où appeler {country}{locale}");
        using var banners = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{campaign}/banners", new
        {
            banners = new[]
            {
                new
                {
                    locale = "fr", dir = "ltr", title = "Un titre", text = "Un texte", action = "Agir",
                    helplines = new object[]
                    {
                        new { number = "103", label = "Écoute-Enfants", country = "BE" },
                        new { number = "119", label = "Enfance en danger" },
                        new { number = "114", label = "Urgence par SMS", country = "FR", sms = true },
                    },
                },
            },
        });
        banners.EnsureSuccessStatusCode();
        await app.PublishAsync(campaign);

        var decision = await Testing.Eventually.GetAsync(() => FindAsync(country, locale), found => found is not null);

        string.Join(' ', decision!.Banner.Helplines.Select(helpline => helpline.Href)).ShouldBe(shown);
    }

    private async Task<BannersApp.Decision?> FindAsync(string? country, string locale)
    {
        using var response = await app.Anonymous().PostAsJsonAsync("/v1/decisions", new { query = $"où appeler {country}{locale}", locale, country, partner = "tiktok" });
        response.EnsureSuccessStatusCode();
        return response.StatusCode is System.Net.HttpStatusCode.NoContent ? null : await response.Content.ReadFromJsonAsync<BannersApp.Decision>();
    }
}
