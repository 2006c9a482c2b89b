using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;

namespace Banners.Serving;

/// <summary>Settings of the tokens in impression and click addresses.</summary>
internal sealed class TokenOptions
{
    public const string Section = "Tokens";

    /// <summary><c>k1:&lt;base64 of 32 bytes&gt;[,k0:&lt;an older one&gt;]</c>: the first seals, all open. Drop an old key a day after its successor came.</summary>
    [Required(ErrorMessage = "The setting Tokens:Keys is missing: \"k1:<base64 of 32 random bytes>\", older keys after a comma.")]
    public string Keys { get; set; } = "";

    /// <summary>How long after the decision a token is good. Default 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(24);
}

/// <summary>The keys of <see cref="TokenOptions.Keys"/>, ready for use by many threads.</summary>
internal sealed class TokenKeys : IDisposable
{
    private const int KeyBytes = 32;
    private readonly List<TokenKey> _keys;

    public TokenKeys(string setting)
    {
        _keys = Parse(setting) ?? throw new ArgumentException("Tokens:Keys cannot be read.", nameof(setting));
    }

    public TokenKey Newest => _keys[0];

    public TokenKey? Find(ReadOnlySpan<char> id)
    {
        foreach (var key in _keys)
        {
            if (id.SequenceEqual(key.Id))
                return key;
        }

        return null;
    }

    public static bool AreValid(string setting)
    {
        var keys = Parse(setting);
        keys?.ForEach(key => key.Dispose());
        return keys is not null;
    }

    public void Dispose() => _keys.ForEach(key => key.Dispose());

    private static List<TokenKey>? Parse(string setting)
    {
        var keys = new List<TokenKey>();
        foreach (var part in setting.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            var secret = new byte[KeyBytes];
            if (colon is < 1 or > 8 || !part.AsSpan(0, colon).ToString().All(char.IsAsciiLetterOrDigit)
                || !Convert.TryFromBase64String(part[(colon + 1)..], secret, out var length) || length != KeyBytes)
            {
                return null;
            }

            keys.Add(new TokenKey(part[..colon], secret));
        }

        return keys.Count > 0 ? keys : null;
    }
}

/// <summary>One AES-256 key and its id.</summary>
internal sealed class TokenKey(string id, byte[] secret) : IDisposable
{
    // An AesGcm is not safe for two threads at once, and costly to make.
    private readonly ThreadLocal<AesGcm> _ciphers = new(() => new AesGcm(secret, AesGcm.TagByteSizes.MaxSize), trackAllValues: true);

    private readonly byte[] _nonceKey = HMACSHA256.HashData(secret, "nonce"u8);

    public string Id { get; } = id;

    public AesGcm Cipher => _ciphers.Value!;

    /// <summary>The same bytes get the same nonce, and nobody without the key can tell which.</summary>
    public void MakeNonce(ReadOnlySpan<byte> plain, Span<byte> nonce)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_nonceKey, plain, hash);
        hash[..nonce.Length].CopyTo(nonce);
    }

    public void Dispose()
    {
        foreach (var cipher in _ciphers.Values)
            cipher.Dispose();
        _ciphers.Dispose();
    }
}
