using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EndToEnd.Tests.Running;
using Testing;

namespace EndToEnd.Tests.Privacy;

[Collection(People.Name)]
public sealed class NothingIsKeptTests(RunningSystem system)
{
    [Fact]
    public async Task A_search_a_token_and_an_address_are_in_no_database_file_log_or_trace_whatever_goes_wrong()
    {
        await system.AllHealthyAsync();
        var found = await DecideAsync(JsonContent.Create(new { query = $"#119 {Canary.Text}", locale = "fr", partner = "tiktok" }));
        var hit = found?.Status == 200 ? found : await DecideAsync(JsonContent.Create(new { query = "#119", locale = "fr", partner = "tiktok" }));
        using var decision = JsonDocument.Parse(hit.ShouldNotBeNull().Body);
        var impression = decision.RootElement.GetProperty("impressionUrl").Deserialize<Uri>()!;
        var token = impression.Segments[^1];
        await RunningSystem.AskFromAsync(Canary.Address, HttpMethod.Post, impression);
        await RunningSystem.AskFromAsync(Canary.Address, HttpMethod.Get, decision.RootElement.GetProperty("clickUrl").Deserialize<Uri>()!);

        // And all the ways in which a request can be wrong.
        await DecideAsync(new StringContent($"{{\"query\":\"{Canary.Text}\",", Encoding.UTF8, "application/json"));
        await DecideAsync(new StringContent($"{{\"query\":[\"{Canary.Text}\"],\"partner\":\"tiktok\"}}", Encoding.UTF8, "application/json"));
        await DecideAsync(JsonContent.Create(new { query = Canary.Text, locale = "fr", partner = "nobody" }));
        await DecideAsync(JsonContent.Create(new { query = string.Concat(Enumerable.Repeat(Canary.Text, 100_000)), locale = "fr", partner = "tiktok" }));
        foreach (var path in new[] { $"/v1/impressions/{Canary.Text}", $"/v1/taps/{Canary.Text}" })
            await RunningSystem.AskFromAsync(Canary.Address, HttpMethod.Post, new Uri(system.Ready.Urls.Banners, path));
        foreach (var path in new[] { $"/c/{Canary.Text}", $"/v1/decisions?query={Canary.Text}", $"/demo?q={Canary.Text}", $"/{Canary.Text}" })
            await RunningSystem.AskFromAsync(Canary.Address, HttpMethod.Get, new Uri(system.Ready.Urls.Banners, path));

        // Spans leave in the order in which they ended, so when later ones have arrived, those of above have too.
        for (var round = 0; round < 2; round++)
        {
            var seen = system.Telemetry("/v1/traces").Count;
            await DecideAsync(JsonContent.Create(new { query = "#119", locale = "fr", partner = "tiktok" }));
            await Eventually.IsTrueAsync(() => system.Telemetry("/v1/traces").Skip(seen).Any(body => body.AsSpan().IndexOf("/v1/decisions"u8) >= 0), TestContext.Current.CancellationToken);
        }

        await Canary.IsInNoLogAsync(system, token, token[..24], Canary.Address);
        Canary.IsInNoTelemetry(system, token, token[..24]);
        await Canary.IsInNoDatabaseAsync(system, token, token[..24]);
        Canary.IsInNoFile(system, token, token[..24]);
    }

    private Task<(int Status, string Body)?> DecideAsync(HttpContent content) =>
        RunningSystem.AskFromAsync(Canary.Address, HttpMethod.Post, new Uri(system.Ready.Urls.Banners, "/v1/decisions"), content);
}
