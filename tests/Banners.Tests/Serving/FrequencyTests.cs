using System.Net;
using System.Net.Http.Json;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class FrequencyTests(BannersApp app)
{
    [Fact]
    public async Task A_campaign_is_passed_over_after_as_many_banners_as_it_allows_and_another_one_may_answer()
    {
        var (first, second) = (await app.DraftAsync("assez vu"), await app.DraftAsync("assez vu"));
        await MatchAsync(first, new { priority = 1, maxPerDay = 2 });
        await MatchAsync(second, new { priority = 0 });
        await app.PublishAsync(first);
        await app.PublishAsync(second);
        await Testing.Eventually.IsTrueAsync(async () => await CampaignAsync(0) == first && await CampaignAsync(2) == second);

        (await CampaignAsync(1)).ShouldBe(first);
        await app.PauseAsync(second);
        await Testing.Eventually.IsTrueAsync(async () => await CampaignAsync(2) is null);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100_001)]
    public async Task A_count_that_cannot_be_is_a_400_problem(int shownToday)
    {
        using var response = await app.Anonymous().PostAsJsonAsync("/v1/decisions", new { query = "#119", partner = "tiktok", shownToday });
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task MatchAsync(Guid campaign, object matching) =>
        (await app.Admin().PutAsJsonAsync($"/v1/campaigns/{campaign}/matching", matching)).EnsureSuccessStatusCode();

    private async Task<Guid?> CampaignAsync(int shownToday)
    {
        using var response = await app.Anonymous().PostAsJsonAsync("/v1/decisions", new { query = "assez vu", partner = "tiktok", shownToday });
        response.EnsureSuccessStatusCode();
        return response.StatusCode is HttpStatusCode.NoContent ? null : (await response.Content.ReadFromJsonAsync<BannersApp.Decision>())!.CampaignId;
    }
}
