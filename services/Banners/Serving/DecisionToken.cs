using System.Buffers.Binary;
using System.Text;

namespace Banners.Serving;

/// <summary>What a token carries: ids and the coarse fields that the platform gave. No person, no text of a search.</summary>
internal sealed record DecisionToken
{
    public const int MaxBytes = FixedBytes + (5 * (1 + MaxText));

    private const byte Version = 1;
    private const int FixedBytes = 2 + (4 * 16);
    private const int MaxText = 40;

    /// <summary>UUIDv7: its time is the decision's.</summary>
    public required Guid DecisionId { get; init; }

    public required Guid CampaignId { get; init; }

    public required Guid BannerId { get; init; }

    public required Guid KeywordId { get; init; }

    public required string Partner { get; init; }

    public required bool Verified { get; init; }

    /// <summary>The banner's locale.</summary>
    public required string Locale { get; init; }

    public string? Country { get; init; }

    public string? Region { get; init; }

    public string? Device { get; init; }

    /// <summary>Whether a device decided, with a bundle; such a token is never sealed as a whole.</summary>
    public bool OnDevice { get; init; }

    public DateTimeOffset DecidedAt
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            DecisionId.TryWriteBytes(bytes, bigEndian: true, out _);
            return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16);
        }
    }

    public int Write(Span<byte> bytes)
    {
        bytes[0] = Version;
        bytes[1] = Verified ? (byte)1 : (byte)0;
        var at = 2;
        foreach (var id in (ReadOnlySpan<Guid>)[DecisionId, CampaignId, BannerId, KeywordId])
        {
            id.TryWriteBytes(bytes[at..], bigEndian: true, out _);
            at += 16;
        }

        foreach (var text in (ReadOnlySpan<string?>)[Partner, Locale, Country, Region, Device])
        {
            var length = Encoding.UTF8.GetBytes(text ?? "", bytes.Slice(at + 1, MaxText));
            bytes[at] = (byte)length;
            at += 1 + length;
        }

        return at;
    }

    /// <summary>Null when the bytes are of a version that this build does not know.</summary>
    public static DecisionToken? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedBytes + 5 || bytes[0] != Version)
            return null;
        var texts = bytes[FixedBytes..];
        return new DecisionToken
        {
            Verified = bytes[1] == 1,
            DecisionId = new Guid(bytes.Slice(2, 16), bigEndian: true),
            CampaignId = new Guid(bytes.Slice(18, 16), bigEndian: true),
            BannerId = new Guid(bytes.Slice(34, 16), bigEndian: true),
            KeywordId = new Guid(bytes.Slice(50, 16), bigEndian: true),
            Partner = Next(ref texts) ?? "",
            Locale = Next(ref texts) ?? "",
            Country = Next(ref texts),
            Region = Next(ref texts),
            Device = Next(ref texts),
        };
    }

    private static string? Next(ref ReadOnlySpan<byte> texts)
    {
        var length = texts[0];
        var text = length == 0 ? null : Encoding.UTF8.GetString(texts.Slice(1, length));
        texts = texts[(1 + length)..];
        return text;
    }
}
