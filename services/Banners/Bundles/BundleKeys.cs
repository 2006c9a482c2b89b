using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.Extensions.Options;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Banners.Bundles;

/// <summary>Settings of the signature under bundles.</summary>
internal sealed class BundleOptions
{
    public const string Section = "Bundles";

    /// <summary>
    /// <c>b1:&lt;base64 of 32 random bytes&gt;[,b2:…]</c>: the first signs, the public keys of all are given out. Rotation: add the new key
    /// behind, give platforms time to know it, put it in front, drop the old one 5 minutes later.
    /// </summary>
    [Required(ErrorMessage = "The setting Bundles:Keys is missing: \"b1:<base64 of 32 random bytes>\", further keys after a comma.")]
    public string Keys { get; set; } = "";
}

/// <summary>Signs bundles with Ed25519 (RFC 8032).</summary>
internal sealed class BundleKeys
{
    /// <summary>How long a bundle lives: a paused campaign is shown no longer than this.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private const int SeedBytes = 32;
    private const int SignatureBytes = 64;
    private readonly List<(string Id, Ed25519PrivateKeyParameters Private)> _keys;

    public BundleKeys(IOptions<BundleOptions> options) =>
        _keys = Parse(options.Value.Keys) ?? throw new ArgumentException("Bundles:Keys cannot be read.", nameof(options));

    public static bool AreValid(string setting) => Parse(setting) is not null;

    public IEnumerable<(string Id, byte[] Public)> Public => _keys.Select(key => (key.Id, key.Private.GeneratePublicKey().GetEncoded()));

    /// <summary>The header <c>Bundle-Signature</c>.</summary>
    public string Sign(string partner, string version, DateTimeOffset issued)
    {
        var (id, key) = _keys[0];
        var (from, until) = (Write(issued), Write(issued + Life));
        var statement = Encoding.UTF8.GetBytes(string.Join('\n', "campaign-bundle 1", partner, version, from, until));
        var signature = new byte[SignatureBytes];
        key.Sign(Ed25519.Algorithm.Ed25519, null, statement, 0, statement.Length, signature, 0);
        return $"key=\"{id}\", version=\"{version}\", issued=\"{from}\", expires=\"{until}\", signature=\"{Convert.ToBase64String(signature)}\"";
    }

    private static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    private static List<(string Id, Ed25519PrivateKeyParameters Private)>? Parse(string setting)
    {
        var keys = new List<(string Id, Ed25519PrivateKeyParameters Private)>();
        foreach (var part in setting.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var seed = new byte[SeedBytes];
            if (part.Split(':') is not [{ Length: >= 1 and <= 8 } id, var secret] || !id.All(char.IsAsciiLetterOrDigit)
                || !Convert.TryFromBase64String(secret, seed, out var length) || length != SeedBytes)
            {
                return null;
            }

            keys.Add((id, new Ed25519PrivateKeyParameters(seed, 0)));
        }

        return keys.Count > 0 ? keys : null;
    }
}
