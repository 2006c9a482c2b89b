using Banners.Serving;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Banners.Tests.Serving;

public sealed class TokenSealerTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2020-04-27T10:00:00Z"));

    [Fact]
    public void A_token_carries_what_was_put_in()
    {
        var token = Token();

        Sealer(Key('1')).Open(Sealer(Key('1')).Seal(token), out var opened).ShouldBe(TokenVerdict.Good);

        opened.ShouldBe(token);
        opened!.DecidedAt.ShouldBe(_clock.GetUtcNow());
    }

    [Fact]
    public void The_newest_key_seals_and_older_ones_still_open()
    {
        var old = Sealer(Key('1')).Seal(Token());
        var rotated = Sealer($"{Key('2')},{Key('1')}");

        old.ShouldStartWith("k1.");
        rotated.Seal(Token()).ShouldStartWith("k2.");
        rotated.Open(old, out _).ShouldBe(TokenVerdict.Good);
        Sealer(Key('2')).Open(old, out _).ShouldBe(TokenVerdict.Bad);
    }

    [Fact]
    public void The_key_id_cannot_be_exchanged()
    {
        var sealer = Sealer($"{Key('1', "a")},{Key('1', "b")}");
        var token = sealer.Seal(Token());

        sealer.Open("b" + token[1..], out _).ShouldBe(TokenVerdict.Bad);
    }

    [Fact]
    public void No_changed_character_goes_unnoticed()
    {
        var sealer = Sealer(Key('1'));
        var token = sealer.Seal(Token());

        for (var i = 0; i < token.Length; i++)
        {
            var changed = $"{token[..i]}{(token[i] == 'B' ? 'C' : 'B')}{token[(i + 1)..]}";
            sealer.Open(changed, out _).ShouldBe(TokenVerdict.Bad, $"character {i}");
        }
    }

    [Fact]
    public void A_token_is_good_for_a_day()
    {
        var sealer = Sealer(Key('1'));
        var token = sealer.Seal(Token());

        _clock.Advance(TimeSpan.FromHours(24));
        sealer.Open(token, out _).ShouldBe(TokenVerdict.Good);
        _clock.Advance(TimeSpan.FromSeconds(1));
        sealer.Open(token, out _).ShouldBe(TokenVerdict.Expired);
    }

    [Fact]
    public void Ids_are_not_to_be_read_in_a_token() =>
        Sealer(Key('1')).Seal(Token()).ShouldNotContain(Convert.ToBase64String(Token().CampaignId.ToByteArray(bigEndian: true))[..10]);

    private DecisionToken Token() => new()
    {
        DecisionId = Guid.CreateVersion7(_clock.GetUtcNow()),
        CampaignId = BannersApp.CampaignId,
        BannerId = BannersApp.CampaignId,
        KeywordId = BannersApp.CampaignId,
        Partner = "tiktok",
        Verified = true,
        Locale = "fr",
        Country = "FR",
        Device = "phone",
    };

    private static string Key(char number, string? id = null) => $"{id ?? $"k{number}"}:{Convert.ToBase64String(Enumerable.Repeat((byte)number, 32).ToArray())}";

    private TokenSealer Sealer(string keys) => new(new TokenKeys(keys), Options.Create(new TokenOptions { Keys = keys }), _clock);
}
