using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Testing;

namespace Content.Tests.Serving;

public sealed class WithoutServersTests(TestServers servers, TinyVideos videos)
{
    [Fact]
    public async Task After_a_restart_without_servers_pages_and_videos_are_there()
    {
        await using var app = new ContentApp(servers);
        await app.InitializeAsync();
        var (id, slug) = await app.PublishAsync(videos.Mp4, "Vu avant la panne", "camilletesigne");
        await using var alone = app.WithWebHostBuilder(builder => builder
            .UseSetting("ConnectionStrings:content", "Host=127.0.0.1;Port=1;Username=nobody;Database=nothing")
            .UseSetting("ConnectionStrings:messaging", "amqp://guest:guest@127.0.0.1:1"));
        using var client = alone.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

        var page = await client.GetStringAsync("/fr/119");
        page.ShouldContain("tel:119");
        page.ShouldContain("Vu avant la panne");
        (await client.GetStringAsync($"/v/{id}")).ShouldContain($"/media/{id}");
        (await client.GetStringAsync($"/s/{slug}")).ShouldContain($"/media/{id}");
        (await client.GetByteArrayAsync($"/media/{id}")).Length.ShouldBeGreaterThan(1000);
        var health = await client.GetFromJsonAsync<JsonElement>("/health");
        health.GetProperty("status").GetString().ShouldBe("degraded");
    }

    [Fact]
    public async Task Without_servers_what_needs_them_is_503_with_a_time_to_repeat()
    {
        await using var app = new ContentApp(servers);
        await app.InitializeAsync();
        await using var alone = app.WithWebHostBuilder(builder => builder
            .UseSetting("ConnectionStrings:content", "Host=127.0.0.1;Port=1;Username=nobody;Database=nothing")
            .UseSetting("ConnectionStrings:messaging", "amqp://guest:guest@127.0.0.1:1"));
        using var client = alone.CreateClient();

        using var answer = await client.PostAsJsonAsync("/v1/helpline-taps", new { number = "119", page = "share", locale = "fr" });

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_broken_state_file_does_not_stop_the_start()
    {
        await using var app = new ContentApp(servers);
        Directory.CreateDirectory(Path.Combine(app.Folder, "state"));
        await File.WriteAllTextAsync(Path.Combine(app.Folder, "state", "published-videos.json"), "{ cut off");

        await app.InitializeAsync();

        using var client = app.Anonymous();
        (await client.GetStringAsync("/fr/119")).ShouldContain("tel:119");
    }
}
