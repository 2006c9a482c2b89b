using System.Buffers.Binary;
using System.Text;
using Banners.Data;
using Banners.Serving;
using Microsoft.Extensions.Options;

namespace Banners.Bundles;

/// <summary>
/// What lets events of a device count: a token for each banner in the bundle, to which the device adds the code of the keyword and a
/// UUIDv7 of its own, <c>k1.…~keyword~decision</c>. Sealed alike in every replica for half a day, so that bundles stay the same bytes.
/// </summary>
internal sealed class BundleTokens(TokenKeys keys, KnownKeywords keywords, IOptions<TokenOptions> options, TimeProvider clock)
{
    public static readonly TimeSpan Renewal = TimeSpan.FromHours(12);

    private const char Between = '~';
    private const byte Version = 2; // a decision's own token is 1
    private const int FixedBytes = 1 + (2 * 16) + sizeof(long);

    // Clocks of devices are a little wrong.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    public static bool IsOne(string text) => text.Contains(Between, StringComparison.Ordinal);

    /// <summary>From when on tokens that are made now are good.</summary>
    public static DateTimeOffset Since(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % Renewal.Ticks), TimeSpan.Zero);

    public string Seal(string partner, LiveCampaign campaign, LiveBanner banner, DateTimeOffset since)
    {
        Span<byte> plain = stackalloc byte[DecisionToken.MaxBytes];
        plain[0] = Version;
        campaign.Id.TryWriteBytes(plain[1..], bigEndian: true, out _);
        banner.Id.TryWriteBytes(plain[17..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(plain[33..], since.ToUnixTimeSeconds());
        var at = FixedBytes;
        foreach (var text in (ReadOnlySpan<string>)[partner, banner.Locale])
        {
            var length = Encoding.UTF8.GetBytes(text, plain[(at + 1)..]);
            plain[at] = (byte)length;
            at += 1 + length;
        }

        plain = plain[..at];
        Span<byte> nonce = stackalloc byte[SealedText.NonceBytes];
        keys.Newest.MakeNonce(plain, nonce);
        return SealedText.Write(keys.Newest, nonce, plain);
    }

    public TokenVerdict Open(string text, out DecisionToken? token)
    {
        token = null;
        Span<byte> plain = stackalloc byte[DecisionToken.MaxBytes];
        if (text.Split(Between) is not [var banner, { Length: KeywordCode.Length } code, var decision]
            || !Guid.TryParseExact(decision, "D", out var id) || id.Version != 7 || id.Variant is < 8 or > 11
            || !SealedText.TryRead(keys, banner, plain, out var length) || length < FixedBytes || plain[0] != Version)
        {
            return TokenVerdict.Bad;
        }

        var campaign = new Guid(plain.Slice(1, 16), bigEndian: true);
        var since = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(plain[33..]));
        var texts = plain[FixedBytes..length];
        var (partner, locale) = (Next(ref texts), Next(ref texts));
        if (!keywords.TryFind(code, campaign, out var keyword))
            return TokenVerdict.Bad;
        var opened = new DecisionToken
        {
            DecisionId = id,
            CampaignId = campaign,
            BannerId = new Guid(plain.Slice(17, 16), bigEndian: true),
            KeywordId = keyword,
            Partner = partner,
            Verified = false,
            Locale = locale,
            OnDevice = true,
        };
        var (now, decided) = (clock.GetUtcNow(), opened.DecidedAt);
        if (decided > now + Skew || decided < since - Skew)
            return TokenVerdict.Bad;
        if (now - decided > options.Value.Lifetime || decided > since + Renewal + BundleKeys.Life + Skew)
            return TokenVerdict.Expired;
        token = opened;
        return TokenVerdict.Good;
    }

    private static string Next(ref Span<byte> texts)
    {
        var text = Encoding.UTF8.GetString(texts.Slice(1, texts[0]));
        texts = texts[(1 + texts[0])..];
        return text;
    }
}
