using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Contracts.Partners;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Probe;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;
using Testing;

namespace ServiceDefaults.Tests.Keys;

public sealed class PartnerDirectoryTests(TestServers servers) : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("campaign-test-").FullName;

    [Fact]
    public async Task A_partner_is_known_by_its_key_once_its_message_arrived()
    {
        await using var probe = await StartAsync();

        await probe.AddAsync(Registered(1, "first-key"));

        await Eventually.IsTrueAsync(async () => await AskAsync(probe, "first-key") == HttpStatusCode.OK);
        (await AskAsync(probe, "another-key")).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(probe, null)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_caller_is_told_whom_its_key_belongs_to()
    {
        await using var probe = await StartAsync();
        await probe.AddAsync(Registered(1, "first-key"));
        await Eventually.IsTrueAsync(async () => await AskAsync(probe, "first-key") == HttpStatusCode.OK);
        using var client = probe.Client();

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "first-key");
        (await client.GetFromJsonAsync<CallerAnswer>(new Uri("/v1/caller", UriKind.Relative))).ShouldBe(new CallerAnswer("tiktok", Sandbox: false, Admin: false));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "the-admin-key");
        (await client.GetFromJsonAsync<CallerAnswer>(new Uri("/v1/caller", UriKind.Relative))).ShouldBe(new CallerAnswer(null, Sandbox: false, Admin: true));
    }

    [Theory]
    [InlineData(null, "Authorization: Bearer KEY")]
    [InlineData("made-up", "The API key is not known.")]
    public async Task Who_is_not_known_is_told_what_is_missing(string? key, string said)
    {
        await using var probe = await StartAsync();
        using var client = probe.Client();
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);

        using var answer = await client.GetAsync(new Uri("/v1/caller", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync()).ShouldContain(said);
    }

    [Fact]
    public async Task An_older_message_that_comes_late_does_not_bring_a_revoked_key_back()
    {
        await using var probe = await StartAsync();

        await probe.AddAsync(Registered(2, "new-key"));
        await Eventually.IsTrueAsync(async () => await AskAsync(probe, "new-key") == HttpStatusCode.OK);
        await probe.AddAsync(Registered(1, "revoked-key"));
        await probe.AddAsync(Registered(3, "newest-key"));

        await Eventually.IsTrueAsync(async () => await AskAsync(probe, "newest-key") == HttpStatusCode.OK);
        (await AskAsync(probe, "revoked-key")).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(probe, "new-key")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task After_a_restart_without_servers_the_last_known_partners_are_still_known()
    {
        await using (var probe = await StartAsync())
        {
            await probe.AddAsync(Registered(1, "first-key"));
            await Eventually.IsTrueAsync(async () => await AskAsync(probe, "first-key") == HttpStatusCode.OK);
        }

        await using var alone = await ProbeService.StartAsync("Host=127.0.0.1;Port=1;Username=nobody;Database=nothing", new Uri("amqp://guest:guest@127.0.0.1:1"), configure: Configure, waitForDatabase: false);

        (await AskAsync(alone, "first-key")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Saved_partners_that_cannot_be_read_are_learnt_anew()
    {
        await File.WriteAllTextAsync(Path.Combine(_state, "partners.json"), "[{\"id\": \"tik");
        await using var probe = await StartAsync();

        await probe.AddAsync(Registered(1, "first-key"));

        await Eventually.IsTrueAsync(async () => await AskAsync(probe, "first-key") == HttpStatusCode.OK);
        (await File.ReadAllTextAsync(Path.Combine(_state, "partners.json"))).ShouldContain("tiktok");
    }

    [Fact]
    public async Task Partners_that_could_not_be_saved_are_known_at_once_and_saved_as_soon_as_there_is_room()
    {
        var inTheWay = Path.Combine(_state, "partners.json");
        Directory.CreateDirectory(inTheWay);
        await using var probe = await StartAsync();
        await probe.AddAsync(Registered(1, "first-key"));
        await Eventually.IsTrueAsync(async () => await AskAsync(probe, "first-key") == HttpStatusCode.OK);

        Directory.Delete(inTheWay);

        await Eventually.IsTrueAsync(() => File.Exists(inTheWay));
        (await File.ReadAllTextAsync(inTheWay)).ShouldContain("tiktok");
    }

    public void Dispose() => Directory.Delete(_state, recursive: true);

    private async Task<ProbeService> StartAsync() =>
        await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), await servers.CreateVirtualHostAsync(), configure: Configure, listenToPartners: true);

    private void Configure(WebApplicationBuilder builder) => builder.Configuration["State:Directory"] = _state;

    private static async Task<HttpStatusCode> AskAsync(ProbeService probe, string? key)
    {
        using var client = probe.Client();
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.GetAsync(new Uri("/v1/caller", UriKind.Relative));
        return answer.StatusCode;
    }

    private static PartnerRegistered Registered(long revision, string key) => new()
    {
        PartnerId = "tiktok",
        Revision = revision,
        Name = "TikTok",
        Sandbox = false,
        KeyHashes = [ApiKeyHash.Of(key)],
        WebOrigins = [],
        OccurredAt = TimeProvider.System.GetUtcNow(),
    };
}
