using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Banners.Serving;

/// <summary><c>k1.&lt;base64url of nonce, ciphertext and tag&gt;</c>: AES-256-GCM, the key's id in front and authenticated with it.</summary>
internal static class SealedText
{
    public const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int MaxPlain = DecisionToken.MaxBytes;
    private const int MaxSealed = NonceBytes + MaxPlain + TagBytes;

    /// <param name="key">The newest.</param>
    /// <param name="nonce">Of <see cref="NonceBytes"/>: random, or made from what is sealed.</param>
    /// <param name="plain">At most <see cref="DecisionToken.MaxBytes"/>.</param>
    public static string Write(TokenKey key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain)
    {
        Span<byte> bytes = stackalloc byte[MaxSealed];
        bytes = bytes[..(NonceBytes + plain.Length + TagBytes)];
        nonce.CopyTo(bytes);
        key.Cipher.Encrypt(nonce, plain, bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], Encoding.ASCII.GetBytes(key.Id));
        return $"{key.Id}.{Base64Url.EncodeToString(bytes)}";
    }

    /// <param name="keys">All that are known.</param>
    /// <param name="text">What somebody sent.</param>
    /// <param name="plain">Room for <see cref="DecisionToken.MaxBytes"/>.</param>
    /// <param name="length">How much of it was written.</param>
    /// <returns>False when nobody who has one of the keys has written the text.</returns>
    public static bool TryRead(TokenKeys keys, ReadOnlySpan<char> text, Span<byte> plain, out int length)
    {
        length = 0;
        var dot = text.IndexOf('.');
        if (dot < 1 || keys.Find(text[..dot]) is not { } key)
            return false;
        Span<byte> bytes = stackalloc byte[MaxSealed];
        if (!TryDecode(text[(dot + 1)..], bytes, out var decoded) || decoded < NonceBytes + TagBytes)
            return false;
        bytes = bytes[..decoded];
        length = decoded - NonceBytes - TagBytes;
        try
        {
            key.Cipher.Decrypt(bytes[..NonceBytes], bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], plain[..length], Encoding.ASCII.GetBytes(key.Id));
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
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
