using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Privacy;

[Collection(People.Name)]
public sealed class NothingIsLoggedTests(RunningSystem system)
{
    [Fact]
    public async Task A_search_and_a_token_are_in_no_log_whatever_goes_wrong()
    {
        await system.AllHealthyAsync();
        var found = await DecideAsync(JsonContent.Create(new { query = $"#119 {Canary.Text}", locale = "fr", partner = "tiktok" }));
        var hit = found?.Status == 200 ? found : await DecideAsync(JsonContent.Create(new { query = "#119", locale = "fr", partner = "tiktok" }));
        using var decision = JsonDocument.Parse(hit.ShouldNotBeNull().Body);
        var impression = decision.RootElement.GetProperty("impressionUrl").Deserialize<Uri>()!;
        var token = impression.Segments[^1];
        await system.AskAsync(HttpMethod.Post, impression);
        await system.AskAsync(HttpMethod.Get, decision.RootElement.GetProperty("clickUrl").Deserialize<Uri>()!);

        // And all the ways in which a request can be wrong.
        await DecideAsync(new StringContent($"{{\"query\":\"{Canary.Text}\",", Encoding.UTF8, "application/json"));
        await DecideAsync(new StringContent($"{{\"query\":[\"{Canary.Text}\"],\"partner\":\"tiktok\"}}", Encoding.UTF8, "application/json"));
        await DecideAsync(JsonContent.Create(new { query = Canary.Text, locale = "fr", partner = "nobody" }));
        await DecideAsync(JsonContent.Create(new { query = string.Concat(Enumerable.Repeat(Canary.Text, 100_000)), locale = "fr", partner = "tiktok" }));
        foreach (var path in new[] { $"/v1/impressions/{Canary.Text}", $"/v1/taps/{Canary.Text}" })
            await system.AskAsync(HttpMethod.Post, new Uri(system.Ready.Urls.Banners, path));
        foreach (var path in new[] { $"/c/{Canary.Text}", $"/v1/decisions?query={Canary.Text}", $"/demo?q={Canary.Text}", $"/{Canary.Text}" })
            await system.AskAsync(HttpMethod.Get, new Uri(system.Ready.Urls.Banners, path));

        await Canary.IsInNoLogAsync(system, token, token[..24]);
    }

    private Task<(int Status, string Body)?> DecideAsync(HttpContent content) =>
        system.AskAsync(HttpMethod.Post, new Uri(system.Ready.Urls.Banners, "/v1/decisions"), content);
}
