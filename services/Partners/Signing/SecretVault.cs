using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Partners.Signing;

/// <summary>
/// Encrypts webhook secrets for the database with AES-256-GCM. The owner is authenticated with the secret, so a row copied to
/// another owner does not open; the encryption key's fingerprint stands in front, so a wrong key is told from a damaged row.
/// </summary>
internal sealed class SecretVault
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly byte[] _key;
    private readonly string _prefix;

    public SecretVault(IOptions<EncryptionOptions> options)
    {
        _key = Convert.FromBase64String(options.Value.Key);
        _prefix = $"v1.{Convert.ToHexStringLower(SHA256.HashData(_key).AsSpan(0, 4))}.";
    }

    public string Seal(WebhookSecret secret, string owner)
    {
        var box = new byte[NonceBytes + TagBytes + secret.Key.Length];
        var (nonce, tag, cipher) = Parts(box);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(nonce.Span, secret.Key, cipher.Span, tag.Span, Encoding.UTF8.GetBytes(owner));
        return _prefix + Convert.ToBase64String(box);
    }

    /// <exception cref="CryptographicException">It was sealed with another key or for another owner, or is damaged.</exception>
    public WebhookSecret Open(string sealedSecret, string owner)
    {
        if (!sealedSecret.StartsWith(_prefix, StringComparison.Ordinal))
            throw new CryptographicException("A stored webhook secret was encrypted with another Encryption:Key than the service has now.");
        var box = Convert.FromBase64String(sealedSecret[_prefix.Length..]);
        var (nonce, tag, cipher) = Parts(box);
        var key = new byte[cipher.Length];
        using var aes = new AesGcm(_key, TagBytes);
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, key, Encoding.UTF8.GetBytes(owner));
        return new WebhookSecret(key);
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Parts(byte[] box) =>
        (box.AsMemory(0, NonceBytes), box.AsMemory(NonceBytes, TagBytes), box.AsMemory(NonceBytes + TagBytes));
}
