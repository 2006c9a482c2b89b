using Banners.Bundles;
using Banners.Data;
using Banners.Serving;
using Banners.Tests.Matching;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Banners.Tests.Bundles;

public sealed class BundleTokensTests
{
    private static readonly LiveBanner Banner = new(Guid.CreateVersion7(), "fr", "ltr", "Un titre", "Un texte", "Agir", []);
    private static readonly LiveCampaign Ours = Campaigns.Of("ours", [("aide", KeywordType.Exact)]) with { Banners = [Banner] };
    private static readonly LiveCampaign Theirs = Campaigns.Of("theirs", [("secours", KeywordType.Exact)]);

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2020-04-27T10:00:00Z"));
    private readonly CurrentSet _current;
    private readonly BundleTokens _tokens;

    public BundleTokensTests()
    {
        _current = new CurrentSet(_clock);
        _current.Use(PublishedSet.Of(1, [Ours, Theirs]));
        _tokens = Tokens('1');
    }

    [Fact]
    public void A_device_says_what_was_shown_and_for_which_keyword()
    {
        var decision = Guid.CreateVersion7(_clock.GetUtcNow());

        _tokens.Open($"{Sealed()}~{CodeOf(Ours)}~{decision}", out var opened).ShouldBe(TokenVerdict.Good);

        opened.ShouldBe(new DecisionToken
        {
            DecisionId = decision,
            CampaignId = Ours.Id,
            BannerId = Banner.Id,
            KeywordId = Ours.Keywords[0].Id,
            Partner = "tiktok",
            Verified = false,
            Locale = "fr",
            OnDevice = true,
        });
    }

    [Fact]
    public void All_replicas_seal_alike_for_half_a_day_and_differently_after_it()
    {
        var first = Sealed();

        Tokens('1').Seal("tiktok", Ours, Banner, BundleTokens.Since(_clock.GetUtcNow())).ShouldBe(first);
        _clock.Advance(TimeSpan.FromHours(1));
        Sealed().ShouldBe(first);
        _clock.Advance(TimeSpan.FromHours(2));
        Sealed().ShouldNotBe(first);
        Tokens('2').Seal("tiktok", Ours, Banner, BundleTokens.Since(_clock.GetUtcNow())).ShouldNotBe(Sealed());
    }

    [Fact]
    public void A_keyword_of_another_campaign_is_refused()
    {
        Open(Sealed(), CodeOf(Theirs)).ShouldBe(TokenVerdict.Bad);
    }

    [Fact]
    public void A_keyword_that_was_taken_out_is_known_for_a_day_and_then_counted_without_its_name()
    {
        var code = CodeOf(Ours);
        Open(Sealed(), code).ShouldBe(TokenVerdict.Good);
        _current.Use(PublishedSet.Of(2, [Theirs]));
        Open(Sealed(), code, out var soon).ShouldBe(TokenVerdict.Good);
        soon!.KeywordId.ShouldBe(Ours.Keywords[0].Id);

        _clock.Advance(TimeSpan.FromHours(25));
        _current.Use(PublishedSet.Of(3, [Theirs]));
        Open(Sealed(), code, out var later).ShouldBe(TokenVerdict.Good);
        later!.KeywordId.ShouldBe(Guid.Empty);
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("2f1e0d3c-5b6a-4c7d-8e9f-0a1b2c3d4e5f")]
    [InlineData("01716bbd-7900-7000-0000-000000000000")]
    [InlineData("1716bbd")]
    [InlineData("")]
    public void A_decision_that_is_no_UUIDv7_is_refused(string decision) => _tokens.Open($"{Sealed()}~{CodeOf(Ours)}~{decision}", out _).ShouldBe(TokenVerdict.Bad);

    [Theory]
    [InlineData("{0}~{1}")]
    [InlineData("{0}~{1}~{2}~x")]
    [InlineData("{0}~short~{2}")]
    [InlineData("~{1}~{2}")]
    [InlineData("k1.AAAA~{1}~{2}")]
    [InlineData("~~")]
    public void Anything_else_is_refused(string form) =>
        _tokens.Open(string.Format(form, Sealed(), CodeOf(Ours), Guid.CreateVersion7(_clock.GetUtcNow())), out _).ShouldBe(TokenVerdict.Bad);

    [Fact]
    public void No_changed_character_goes_unnoticed()
    {
        var token = Sealed();
        for (var i = 0; i < token.Length; i++)
            Open($"{token[..i]}{(token[i] == 'B' ? 'C' : 'B')}{token[(i + 1)..]}", CodeOf(Ours)).ShouldBe(TokenVerdict.Bad, $"character {i}");
    }

    [Fact]
    public void The_token_of_a_decision_and_that_of_a_bundle_are_not_exchangeable()
    {
        var sealer = new TokenSealer(new TokenKeys(Key('1')), Options.Create(new TokenOptions()), _clock);
        _tokens.Open($"{Sealed()}~{CodeOf(Ours)}~{Guid.CreateVersion7(_clock.GetUtcNow())}", out var opened);

        sealer.Open(Sealed(), out _).ShouldBe(TokenVerdict.Bad);
        Open(sealer.Seal(opened!), CodeOf(Ours)).ShouldBe(TokenVerdict.Bad);
    }

    [Fact]
    public void A_decision_must_be_of_the_bundles_time_and_of_the_last_day()
    {
        var token = Sealed(); // 10:00; tokens are renewed at 0:00 and 12:00
        Guid At(string time) => Guid.CreateVersion7(DateTimeOffset.Parse($"2020-04-27T{time}Z"));

        Open(token, At("10:00:59")).ShouldBe(TokenVerdict.Good);
        Open(token, At("10:01:01")).ShouldBe(TokenVerdict.Bad); // in the future
        Open(token, Guid.CreateVersion7(DateTimeOffset.Parse("2020-04-26T23:58:00Z"))).ShouldBe(TokenVerdict.Bad); // before the token was
        _clock.Advance(TimeSpan.FromHours(13));
        Open(token, At("12:04:59")).ShouldBe(TokenVerdict.Good); // of a bundle that was fetched at 11:59:59
        Open(token, At("12:07:00")).ShouldBe(TokenVerdict.Expired);
        _clock.Advance(TimeSpan.FromHours(12));
        Open(token, At("10:59:00")).ShouldBe(TokenVerdict.Expired);
        Open(token, At("11:01:00")).ShouldBe(TokenVerdict.Good);
    }

    private string Sealed() => _tokens.Seal("tiktok", Ours, Banner, BundleTokens.Since(_clock.GetUtcNow()));

    private TokenVerdict Open(string token, string code) => Open(token, code, out _);

    private TokenVerdict Open(string token, string code, out DecisionToken? opened) => _tokens.Open($"{token}~{code}~{Guid.CreateVersion7(_clock.GetUtcNow())}", out opened);

    private TokenVerdict Open(string token, Guid decision) => _tokens.Open($"{token}~{CodeOf(Ours)}~{decision}", out _);

    private static string CodeOf(LiveCampaign campaign) => KeywordCode.Of(campaign.Keywords[0].Id);

    private BundleTokens Tokens(char key)
    {
        var options = Options.Create(new TokenOptions());
        return new BundleTokens(new TokenKeys(Key(key)), new KnownKeywords(_current, options, _clock), options, _clock);
    }

    private static string Key(char number) => $"k1:{Convert.ToBase64String(Enumerable.Repeat((byte)number, 32).ToArray())}";
}
