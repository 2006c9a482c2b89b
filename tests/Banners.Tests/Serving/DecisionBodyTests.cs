using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Banners.Serving;
using Banners.Tests.Demo;
using CsCheck;

namespace Banners.Tests.Serving;

public sealed class DecisionBodyTests(DemoApp app) : IClassFixture<DemoApp>
{
    private static readonly string[] Usual = ["fr", "fr-CA", "zh-Hans-CN", "FR", "FR-IDF", "phone", "tiktok", "  ", "x"];
    private static readonly string[] Fields = ["query", "partner", "locale", "country", "region", "device", "shownToday", "explain", "Query", "other"];
    private static readonly string[] Odd = ["null", "true", "false", "1.0", "1e2", "\"7\"", "{}", "[1]"];
    private static readonly Gen<string> Piece = Gen.OneOf(Gen.String[Gen.Char["aZ09-_ é<\n"], 0, 44], Gen.Int[0, Usual.Length - 1].Select(i => Usual[i]));

    private static readonly Gen<string> Value = Gen.OneOf(
        Piece.Select(text => JsonSerializer.Serialize(text)), Gen.Int.Select(number => number.ToString(CultureInfo.InvariantCulture)), Gen.Int[0, Odd.Length - 1].Select(i => Odd[i]));

    [Fact]
    public void What_is_plainly_right_is_right_by_the_attributes_too() =>
        Gen.Select(Piece, Piece, Piece.Null(), Piece.Null(), Piece.Null(), Piece.Null(), Gen.Int[-2, 100_002]).Sample((query, partner, locale, country, region, device, shown) =>
        {
            var request = new DecideBanner.Request(query, partner, locale, country, region, device, shown);
            return !DecisionBody.IsPlain(request) || Validator.TryValidateObject(request, new ValidationContext(request), null, validateAllProperties: true);
        });

    [Fact]
    public void What_is_read_at_once_is_what_the_serializer_reads() =>
        Gen.Select(Gen.Int[0, Fields.Length - 1].Select(i => Fields[i]), Value).Array[0, 9]
            .Sample(fields => Agree($"{{\"query\":\"#119\",\"partner\":\"tiktok\"{string.Concat(fields.Select(field => $",\"{field.Item1}\":{field.Item2}"))}}}"));

    [Theory]
    [InlineData("""{"query":"caf\u00e9 \ud83d\ude00","partner":"tiktok","shownToday":3,"explain":true}""", true)]
    [InlineData(""" { "partner" : "tiktok" , "query" : "" } """, true)]
    [InlineData("""{"query":"\ud83d","partner":"tiktok"}""", false)]
    [InlineData("""{"query":"#119"}""", false)]
    [InlineData("""{"query":"#119","partner":"tiktok" """, false)]
    [InlineData("""{"query":"#119","partner":"tiktok"} {}""", false)]
    [InlineData("[]", false)]
    [InlineData("", false)]
    public void What_is_not_plain_is_left_to_the_serializer(string body, bool plain) =>
        DecisionBody.TryReadPlain(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)), out _).ShouldBe(plain);

    private static bool Agree(string body) =>
        !DecisionBody.TryReadPlain(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)), out var read) || read == JsonSerializer.Deserialize<DecideBanner.Request>(body, JsonSerializerOptions.Web);

    [Theory]
    [InlineData("fr", "FR", "FR-IDF", "phone")]
    [InlineData("fr-CA", "ca", "QC", "tablet")]
    [InlineData(null, null, null, null)]
    public void What_platforms_send_is_plain(string? locale, string? country, string? region, string? device) =>
        DecisionBody.IsPlain(new DecideBanner.Request("#119", "tiktok", locale, country, region, device)).ShouldBeTrue();

    [Fact]
    public void A_tag_that_is_not_plain_may_be_right() =>
        DecisionBody.MistakesIn(new DecideBanner.Request("#119", "tiktok", "zh-Hans-CN")).ShouldBeNull();

    [Fact]
    public void Each_mistake_names_its_field() =>
        DecisionBody.MistakesIn(new DecideBanner.Request("#119", "", "not a locale", "France", "<", "a phone", -1))!.Keys
            .ShouldBe(["Partner", "Locale", "Country", "Region", "Device", "ShownToday"], ignoreOrder: true);

    [Theory]
    [InlineData("application/json", """{"query":"#119","partner":"tiktok"} {}""", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "", HttpStatusCode.BadRequest)]
    [InlineData("application/json", """{"query":null,"partner":"tiktok"}""", HttpStatusCode.BadRequest)]
    [InlineData("text/plain", """{"query":"#119","partner":"tiktok"}""", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-8", """{"query":"#119","partner":"tiktok"}""", HttpStatusCode.OK)]
    public async Task A_body_that_is_not_one_decision_is_a_problem(string type, string body, HttpStatusCode expected)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);

        using var answer = await app.Anonymous().PostAsync("/v1/decisions", content);

        answer.StatusCode.ShouldBe(expected);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(expected is HttpStatusCode.OK ? "application/json" : "application/problem+json");
    }

    [Fact]
    public async Task A_body_of_more_than_a_mebibyte_is_refused_as_too_large()
    {
        using var answer = await app.Anonymous().PostAsync("/v1/decisions", new StringContent($$"""{"query":"{{new string('x', 1_100_000)}}","partner":"tiktok"}""", null, "application/json"));

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }
}
