using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Tests.Privacy;
using EndToEnd.Tests.Running;
using Testing;

namespace EndToEnd.Tests.Outages;

[Collection(Alone.Name)]
public sealed class ServersDownTests(RunningSystem system)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Banners_and_Content_answer_without_PostgreSQL_and_RabbitMQ_also_after_a_restart()
    {
        await system.AllHealthyAsync();
        try
        {
            await Task.WhenAll(RunningSystem.Servers.Select(system.StopAsync));
            await ServesAsync();
            foreach (var service in new[] { "banners", "content" })
            {
                var killed = system.Kill(service);
                await Eventually.IsTrueAsync(() => Processes.Of(service, system.Folder) is { } id && id != killed, Cancelled);
                await Eventually.IsTrueAsync(async () => await system.AskAsync(HttpMethod.Get, new Uri(system.Address(service), "/alive")) is { Status: 200 }, Cancelled);
            }

            await ServesAsync();
        }
        finally
        {
            await system.StartAsync("postgres");
            await system.StartAsync("messaging");
        }

        await system.AllHealthyAsync();
        await Canary.IsInNoLogAsync(system);
    }

    private async Task ServesAsync()
    {
        var decision = await Eventually.GetAsync(() => DecideAsync("#119"), answer => answer?.Status == 200, Cancelled);
        using var json = JsonDocument.Parse(decision!.Value.Body);
        // Nothing can be kept now, and the click lands all the same.
        var click = await system.AskAsync(HttpMethod.Get, json.RootElement.GetProperty("clickUrl").Deserialize<Uri>()!);
        click.ShouldNotBeNull().Status.ShouldBe(302);
        var impression = await system.AskAsync(HttpMethod.Post, json.RootElement.GetProperty("impressionUrl").Deserialize<Uri>()!);
        impression.ShouldNotBeNull().Status.ShouldBe(503);
        (await DecideAsync(Canary.Text)).ShouldNotBeNull().Status.ShouldBe(204);
        foreach (var (path, words) in new[] { ("/fr/119", "tel:119"), ("/en/119", "tel:17") })
        {
            var page = (await system.AskAsync(HttpMethod.Get, new Uri(system.Ready.Urls.Content, path))).ShouldNotBeNull();
            page.Status.ShouldBe(200);
            page.Body.ShouldContain(words);
        }

        foreach (var service in new[] { "banners", "content" })
        {
            var health = (await system.AskAsync(HttpMethod.Get, new Uri(system.Address(service), "/health"))).ShouldNotBeNull();
            health.Status.ShouldBe(200);
            health.Body.ShouldContain("degraded", Case.Insensitive);
        }
    }

    private Task<(int Status, string Body)?> DecideAsync(string query) =>
        system.AskAsync(HttpMethod.Post, new Uri(system.Ready.Urls.Banners, "/v1/decisions"), JsonContent.Create(new { query, locale = "fr", partner = "tiktok" }));
}
