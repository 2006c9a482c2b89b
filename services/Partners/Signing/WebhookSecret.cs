using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Partners.Signing;

/// <summary>A Standard Webhooks secret, <c>whsec_</c> and base64. Its text leaves only through <see cref="Reveal"/>.</summary>
internal sealed class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int FewestBytes = 24;
    private const int MostBytes = 64;

    public WebhookSecret(byte[] key) => Key = key;

    public byte[] Key { get; }

    public static WebhookSecret Generate() => new(RandomNumberGenerator.GetBytes(32));

    public static bool TryParse(string? text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        secret = null;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal) || !Base64.IsValid(text.AsSpan(Prefix.Length), out var length) || length is < FewestBytes or > MostBytes)
            return false;
        secret = new WebhookSecret(Convert.FromBase64String(text[Prefix.Length..]));
        return true;
    }

    public string Reveal() => Prefix + Convert.ToBase64String(Key);

    public override string ToString() => Prefix + "***";
}
