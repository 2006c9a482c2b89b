using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Probe;
using Testing;

namespace ServiceDefaults.Tests.Web;

public sealed class EndpointTests(TestServers servers)
{
    private static readonly Uri Nowhere = new("amqp://guest:guest@127.0.0.1:1");

    [Fact]
    public async Task Health_is_healthy_with_both_servers()
    {
        await using var probe = await StartAsync();
        using var client = probe.Client();

        await Eventually.IsTrueAsync(async () => (await client.GetFromJsonAsync<JsonElement>("/health")).GetProperty("status").GetString() == "healthy");
    }

    [Fact]
    public async Task Health_is_degraded_and_alive_without_servers()
    {
        await using var probe = await ProbeService.StartAsync("Host=127.0.0.1;Port=1;Username=nobody;Database=nothing", Nowhere, waitForDatabase: false);
        using var client = probe.Client();

        using var health = await client.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await health.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        body.GetProperty("status").GetString().ShouldBe("degraded");
        body.GetProperty("checks").GetProperty("database").GetProperty("description").GetString().ShouldNotBeNullOrEmpty();
        using var alive = await client.GetAsync(new Uri("/alive", UriKind.Relative), TestContext.Current.CancellationToken);
        alive.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_needs_a_database_that_is_away_is_a_503_that_asks_to_repeat()
    {
        await using var probe = await ProbeService.StartAsync("Host=127.0.0.1;Port=1;Username=nobody;Database=nothing", Nowhere, waitForDatabase: false);
        using var client = probe.Client();

        using var answer = await client.PostAsync(new Uri("/pause/1", UriKind.Relative), null, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Version_tells_the_build_and_the_start()
    {
        await using var probe = await StartAsync();
        using var client = probe.Client();

        var version = await client.GetFromJsonAsync<JsonElement>("/version", TestContext.Current.CancellationToken);

        version.GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
        version.GetProperty("startedAt").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        version.GetProperty("instance").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("GET", "/nothing-here", null, 404)]
    [InlineData("DELETE", "/echo", null, 405)]
    [InlineData("POST", "/echo", "{ not json", 400)]
    [InlineData("POST", "/echo", "[]", 400)]
    [InlineData("POST", "/echo", """{ "text": "a", "words": [null] }""", 400)]
    [InlineData("GET", "/admin", null, 401)]
    [InlineData("GET", "/throws", null, 500)]
    [InlineData("GET", "/at-once/throws", null, 500)]
    [InlineData("GET", "/at-once/throws-later", null, 500)]
    [InlineData("POST", "/at-once/unreadable", null, 400)]
    public async Task Every_error_is_a_problem_that_tells_no_secret(string method, string path, string? body, int status)
    {
        await using var probe = await StartAsync();
        using var client = probe.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, null, "application/json");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("[]")]
    public async Task A_body_that_cannot_be_read_is_told_what_is_expected(string body)
    {
        await using var probe = await StartAsync();
        using var client = probe.Client();

        using var answer = await client.PostAsync(new Uri("/echo", UriKind.Relative), new StringContent(body, null, "application/json"), TestContext.Current.CancellationToken);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        problem.GetProperty("title").GetString().ShouldBe("The request cannot be read.");
        problem.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("/reference");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413()
    {
        await using var probe = await StartAsync();
        using var client = probe.Client();

        using var answer = await client.PostAsJsonAsync("/echo", new { text = new string('x', 2_000_000) }, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("the-admin-key", 200)]
    [InlineData("a-wrong-key", 401)]
    public async Task The_admin_key_opens_what_it_should(string key, int status)
    {
        await using var probe = await StartAsync();
        using var client = probe.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        using var answer = await client.GetAsync(new Uri("/admin", UriKind.Relative), TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task The_api_description_and_its_page_are_there_and_ask_nobody_else()
    {
        await using var probe = await StartAsync();
        using var client = probe.Client();

        (await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldContain("\"openapi\"");
        var page = await client.GetStringAsync(new Uri("/reference", UriKind.Relative), TestContext.Current.CancellationToken);
        page.ShouldNotContain("cdn.");
        page.ShouldNotContain("fonts.");
    }

    private async Task<ProbeService> StartAsync() =>
        await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), await servers.CreateVirtualHostAsync());
}
