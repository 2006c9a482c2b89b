using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Banners.Serving;

internal enum TokenVerdict
{
    Good = 0,
    Bad = 1,
    Expired = 2,
}

/// <summary>
/// <c>k1.&lt;base64url of nonce, ciphertext and tag&gt;</c>: AES-256-GCM, the key's id in front and authenticated with it. Tokens of an
/// older key open until that key leaves the setting.
/// </summary>
internal sealed class TokenSealer(TokenKeys keys, IOptions<TokenOptions> options, TimeProvider clock)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int MaxSealed = NonceBytes + DecisionToken.MaxBytes + TagBytes;

    public string Seal(DecisionToken token)
    {
        var key = keys.Newest;
        Span<byte> plain = stackalloc byte[DecisionToken.MaxBytes];
        plain = plain[..token.Write(plain)];
        Span<byte> bytes = stackalloc byte[MaxSealed];
        bytes = bytes[..(NonceBytes + plain.Length + TagBytes)];
        RandomNumberGenerator.Fill(bytes[..NonceBytes]);
        key.Cipher.Encrypt(bytes[..NonceBytes], plain, bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], Encoding.ASCII.GetBytes(key.Id));
        return $"{key.Id}.{Base64Url.EncodeToString(bytes)}";
    }

    public TokenVerdict Open(string text, out DecisionToken? token)
    {
        token = Decrypt(text);
        if (token is null)
            return TokenVerdict.Bad;
        return clock.GetUtcNow() - token.DecidedAt > options.Value.Lifetime ? TokenVerdict.Expired : TokenVerdict.Good;
    }

    private DecisionToken? Decrypt(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        if (dot < 1 || keys.Find(text[..dot]) is not { } key)
            return null;
        Span<byte> bytes = stackalloc byte[MaxSealed];
        if (!TryDecode(text[(dot + 1)..], bytes, out var length) || length < NonceBytes + TagBytes)
            return null;
        bytes = bytes[..length];
        Span<byte> plain = stackalloc byte[length - NonceBytes - TagBytes];
        try
        {
            key.Cipher.Decrypt(bytes[..NonceBytes], bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], plain, Encoding.ASCII.GetBytes(key.Id));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return DecisionToken.Read(plain);
    }

    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        length = 0;
        // Only the canonical form is a token: no white space, no padding, no stray bits.
        if (!Base64Url.IsValid(text, out var decoded) || decoded > bytes.Length || text.Length != Base64Url.GetEncodedLength(decoded))
            return false;
        return Base64Url.TryDecodeFromChars(text, bytes, out length);
    }
}
