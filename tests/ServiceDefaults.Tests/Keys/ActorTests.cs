using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Probe;
using ServiceDefaults.Keys;
using Testing;

namespace ServiceDefaults.Tests.Keys;

/// <summary>Who somebody is to a service: a key by its name, or the person whom the dashboard vouches for.</summary>
public sealed class ActorTests(TestServers servers)
{
    private const string AdminKey = "the-admin-key";
    private const string ApproverKey = "the-approver-key";
    private static readonly string[] Both = ["author", "approver"];

    [Theory]
    [InlineData(AdminKey, "key:admin", true, true)]
    [InlineData(ApproverKey, "key:approver", false, true)]
    public async Task A_key_is_an_actor_with_its_own_rights(string key, string name, bool writes, bool approves)
    {
        await using var probe = await StartAsync();

        (await AskAsync(probe, "/who", key)).Body.ShouldBe(name);
        (await AskAsync(probe, "/write", key)).Status.ShouldBe(writes ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        (await AskAsync(probe, "/approve", key)).Status.ShouldBe(approves ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("author", true, false)]
    [InlineData("approver", false, true)]
    [InlineData("author,approver", true, true)]
    [InlineData("", false, false)]
    public async Task With_a_token_the_person_is_the_actor_and_not_the_key(string roles, bool writes, bool approves)
    {
        await using var probe = await StartAsync();
        var token = ActingPeople.Token(NameOf(probe), "redaction", roles.Split(',', StringSplitOptions.RemoveEmptyEntries));

        (await AskAsync(probe, "/who", AdminKey, token)).Body.ShouldBe("user:redaction");
        (await AskAsync(probe, "/write", AdminKey, token)).Status.ShouldBe(writes ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        (await AskAsync(probe, "/approve", AdminKey, token)).Status.ShouldBe(approves ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_may_not_is_told_why()
    {
        await using var probe = await StartAsync();

        var refused = await AskAsync(probe, "/write", ApproverKey);

        refused.Body.ShouldContain("authors write, approvers approve");
    }

    [Fact]
    public async Task A_token_that_was_tampered_with_is_refused()
    {
        await using var probe = await StartAsync();
        var parts = ActingPeople.Token(NameOf(probe), "redaction", ["author"]).Split('.');
        var forged = Encoding.UTF8.GetString(Base64Url(parts[1])).Replace("\"author\"", "\"approver\"", StringComparison.Ordinal);
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(forged)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        (await AskAsync(probe, "/who", AdminKey, $"{parts[0]}.{body}.{parts[2]}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_without_signature_is_refused()
    {
        await using var probe = await StartAsync();
        var parts = ActingPeople.Token(NameOf(probe), "redaction", Both).Split('.');
        var none = Convert.ToBase64String("""{"alg":"none","typ":"acting+jwt"}"""u8).TrimEnd('=');

        (await AskAsync(probe, "/who", AdminKey, $"{none}.{parts[1]}.")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_another_key_is_refused()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var probe = await StartAsync();
        var token = ActingPeople.Token(NameOf(probe), "redaction", Both, signedWith: Convert.ToBase64String(stranger.ExportPkcs8PrivateKey()));

        (await AskAsync(probe, "/who", AdminKey, token)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(-31, HttpStatusCode.Unauthorized)]
    [InlineData(-20, HttpStatusCode.OK)]
    [InlineData(600, HttpStatusCode.Unauthorized)]
    public async Task A_token_lives_for_half_a_minute(int issued, HttpStatusCode status)
    {
        await using var probe = await StartAsync();
        var token = ActingPeople.Token(NameOf(probe), "redaction", Both, TimeProvider.System.GetUtcNow().AddSeconds(issued));

        (await AskAsync(probe, "/who", AdminKey, token)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_token_for_another_service_is_refused()
    {
        await using var probe = await StartAsync();

        var refused = await AskAsync(probe, "/who", AdminKey, ActingPeople.Token("content", "redaction", Both));

        refused.Status.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Body.ShouldContain("is for another service");
    }

    [Theory]
    [InlineData(ApproverKey)]
    [InlineData("made-up")]
    public async Task Only_the_dashboards_key_brings_a_person(string key)
    {
        await using var probe = await StartAsync();

        (await AskAsync(probe, "/who", key, ActingPeople.Token(NameOf(probe), "redaction", Both))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Without_a_public_key_nobody_is_believed()
    {
        await using var probe = await StartAsync(publicKeys: "");

        var refused = await AskAsync(probe, "/who", AdminKey, ActingPeople.Token(NameOf(probe), "redaction", Both));

        refused.Status.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Body.ShouldContain("Acting:PublicKeys");
    }

    [Fact]
    public async Task While_a_key_is_replaced_both_are_believed()
    {
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var probe = await StartAsync($"{Convert.ToBase64String(next.ExportSubjectPublicKeyInfo())},{ActingPeople.PublicKey}");
        var old = ActingPeople.Token(NameOf(probe), "redaction", Both);
        var young = ActingPeople.Token(NameOf(probe), "validation", Both, signedWith: Convert.ToBase64String(next.ExportPkcs8PrivateKey()));

        (await AskAsync(probe, "/who", AdminKey, old)).Body.ShouldBe("user:redaction");
        (await AskAsync(probe, "/who", AdminKey, young)).Body.ShouldBe("user:validation");
    }

    [Fact]
    public async Task A_public_key_that_is_none_stops_the_start()
    {
        var failed = await Should.ThrowAsync<Exception>(() => StartAsync("bm90IGEga2V5"));

        failed.ToString().ShouldContain("Acting:PublicKeys");
    }

    private static byte[] Base64Url(string text) =>
        Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));

    private static string NameOf(ProbeService probe) => probe.Services.GetRequiredService<IHostEnvironment>().ApplicationName.ToLowerInvariant();

    private async Task<ProbeService> StartAsync(string? publicKeys = null) => await ProbeService.StartAsync(
        await servers.CreateDatabaseAsync(), await servers.CreateVirtualHostAsync(), configure: builder =>
        {
            builder.Configuration["Keys:Approver"] = ApproverKey;
            builder.Configuration["Acting:PublicKeys"] = publicKeys ?? ActingPeople.PublicKey;
        }, waitForDatabase: false);

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(ProbeService probe, string path, string key, string? token = null)
    {
        using var client = probe.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        if (token is not null)
            request.Headers.Add(ActingUser.Header, token);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
