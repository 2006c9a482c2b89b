using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Banners.Bundles;
using Banners.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Testing;

namespace Banners.Tests.Bundles;

[Collection<BannersCollection>]
public sealed class GetBundleTests(BannersApp app)
{
    [Fact]
    public async Task A_bundle_is_signed_for_its_partner_and_five_minutes()
    {
        using var response = await app.Anonymous().GetAsync("/v1/bundles/tiktok");
        var body = await response.Content.ReadAsByteArrayAsync();
        var signed = SignatureOf(response);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        signed["version"].ShouldBe(BundleContent.VersionOf(body));
        response.Headers.ETag!.Tag.ShouldBe($"\"{signed["version"]}\"");
        (Time(signed["expires"]) - Time(signed["issued"])).ShouldBe(TimeSpan.FromMinutes(5));
        (TimeProvider.System.GetUtcNow() - Time(signed["issued"])).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        (await VerifyAsync(signed, "tiktok")).ShouldBeTrue();
        (await VerifyAsync(signed, "twitter")).ShouldBeFalse();
        (await VerifyAsync(new(signed) { ["expires"] = "2099-01-01T00:00:00Z" }, "tiktok")).ShouldBeFalse();
        Encoding.UTF8.GetString(body).ShouldContain("allo enfance en danger");
    }

    [Fact]
    public async Task Who_has_it_already_gets_a_new_life_for_it_and_no_body()
    {
        using var first = await app.Anonymous().GetAsync("/v1/bundles/tiktok");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/bundles/tiktok") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };

        using var response = await app.Anonymous().SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        (await VerifyAsync(SignatureOf(response), "tiktok")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    public async Task It_is_compressed_as_the_caller_can_read_it(string accepted, string? encoding)
    {
        using var plain = await app.Anonymous().GetAsync("/v1/bundles/tiktok");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/bundles/tiktok") { Headers = { { "Accept-Encoding", accepted } } };

        using var response = await app.Anonymous().SendAsync(request);

        response.Content.Headers.ContentEncoding.ShouldBe(encoding is null ? [] : [encoding]);
        var body = await response.Content.ReadAsStreamAsync();
        await using var unpacked = encoding switch { "br" => new BrotliStream(body, CompressionMode.Decompress), "gzip" => new GZipStream(body, CompressionMode.Decompress), _ => body };
        using var reader = new StreamReader(unpacked);
        (await reader.ReadToEndAsync()).ShouldBe(await plain.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_campaign_comes_and_goes_as_a_delta_and_a_pause_reaches_the_next_fetch()
    {
        await app.KnowPartnerAsync("delta", "test-delta-key");
        var id = await app.DraftAsync("tres rare", partners: ["delta"]);
        var before = await VersionAsync();
        await app.PublishAsync(id);
        var with = await Eventually.GetAsync(VersionAsync, version => version != before);

        var added = await app.Anonymous().GetStringAsync($"/v1/bundles/delta?from={before}");
        added.ShouldStartWith($"delta\t1\t{before}\n=0,");
        added.ShouldContain("tres rare");
        added.ShouldNotContain("letters");
        await app.PauseAsync(id);
        (await Eventually.GetAsync(VersionAsync, version => version != with)).ShouldBe(before);
        (await app.Anonymous().GetStringAsync("/v1/bundles/delta")).ShouldNotContain("tres rare");
        (await app.Anonymous().GetStringAsync($"/v1/bundles/delta?from={with}")).ShouldNotContain("tres rare");

        async Task<string> VersionAsync()
        {
            using var response = await app.Anonymous().GetAsync("/v1/bundles/delta");
            return SignatureOf(response)["version"];
        }
    }

    [Fact]
    public async Task What_was_never_a_version_brings_the_whole() =>
        (await app.Anonymous().GetStringAsync($"/v1/bundles/tiktok?from={new string('x', 2_000)}")).ShouldStartWith("bundle\t1\ttiktok\n");

    [Fact]
    public async Task A_partner_that_nobody_knows_is_a_404_and_another_ones_key_a_403_problem()
    {
        (await StatusAsync(app.Anonymous(), "nobody")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(app.WithKey(BannersApp.PartnerKey), "twitter")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(app.WithKey("wrong"), "tiktok")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(app.WithKey(BannersApp.PartnerKey), "tiktok")).ShouldBe(HttpStatusCode.OK);

        static async Task<HttpStatusCode> StatusAsync(HttpClient client, string partner)
        {
            using var response = await client.GetAsync($"/v1/bundles/{partner}");
            if (!response.IsSuccessStatusCode)
                response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_partners_web_origin_may_read_it_with_its_signature_and_another_may_not()
    {
        (await FetchFromAsync(BannersApp.PartnerOrigin)).ShouldBe((BannersApp.PartnerOrigin, $"{GetBundle.SignatureHeader},ETag"));
        (await FetchFromAsync("https://elsewhere.test")).ShouldBe((null, null));

        async Task<(string? Origin, string? Exposed)> FetchFromAsync(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/bundles/tiktok") { Headers = { { HeaderNames.Origin, origin } } };
            using var response = await app.Anonymous().SendAsync(request);
            return (One(HeaderNames.AccessControlAllowOrigin), One(HeaderNames.AccessControlExposeHeaders));
            string? One(string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
        }
    }

    [Fact]
    public async Task All_replicas_give_the_same_bytes()
    {
        await using var replica = app.Replica();
        var ours = await app.Anonymous().GetStringAsync("/v1/bundles/tiktok");

        await Eventually.IsTrueAsync(() => replica.Services.GetRequiredService<CurrentSet>().Set?.IsLive(BannersApp.CampaignId) is true);
        (await replica.Anonymous().GetStringAsync("/v1/bundles/tiktok")).ShouldBe(ours);
    }

    private async Task<bool> VerifyAsync(Dictionary<string, string> signed, string partner)
    {
        var known = await app.Anonymous().GetFromJsonAsync<Keys>("/v1/bundle-keys");
        var key = known!.All.Single(key => key.Id == signed["key"]);
        key.Algorithm.ShouldBe("Ed25519");
        var statement = Encoding.UTF8.GetBytes(string.Join('\n', "campaign-bundle 1", partner, signed["version"], signed["issued"], signed["expires"]));
        return new Ed25519PublicKeyParameters(Convert.FromBase64String(key.PublicKey)).Verify(Ed25519.Algorithm.Ed25519, null, statement, 0, statement.Length, Convert.FromBase64String(signed["signature"]), 0);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static Dictionary<string, string> SignatureOf(HttpResponseMessage response) =>
        response.Headers.GetValues(GetBundle.SignatureHeader).Single().Split(", ").Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1].Trim('"'));

    private sealed record Keys([property: System.Text.Json.Serialization.JsonPropertyName("keys")] IReadOnlyList<BundleKey> All);

    private sealed record BundleKey(string Id, string Algorithm, string PublicKey);
}
