using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Partners.Signing;

internal enum SignatureCheck
{
    Good,
    Missing,
    Stale,
    Early,
    Bad,
}

/// <summary>
/// Standard Webhooks, symmetric <c>v1</c>: HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>. Own code because the StandardWebhooks package
/// verifies one secret by the machine's clock and takes bodies as text; tests hold the two against each other.
/// </summary>
internal static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Version = "v1,";

    // A sender in rotation sends two; more than a handful is only work for us.
    private const int MostSignatures = 10;

    /// <summary>The signature header's value: one signature for each secret.</summary>
    public static string Sign(IEnumerable<WebhookSecret> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var header = new StringBuilder();
        foreach (var secret in secrets)
        {
            if (header.Length > 0)
                header.Append(' ');
            header.Append(Version).Append(Convert.ToBase64String(Compute(secret, id, timestamp, body)));
        }

        return header.ToString();
    }

    public static SignatureCheck Check(IReadOnlyCollection<WebhookSecret> secrets, SignedHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (headers.Id.Length == 0 || headers.Signatures.Length == 0
            || !long.TryParse(headers.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp) || timestamp > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return SignatureCheck.Missing;
        }

        var age = now - DateTimeOffset.FromUnixTimeSeconds(timestamp);
        if (age > Tolerance)
            return SignatureCheck.Stale;
        if (age < -Tolerance)
            return SignatureCheck.Early;

        var good = false;
        foreach (var secret in secrets)
            good |= Matches(Compute(secret, headers.Id, timestamp, body), headers.Signatures);
        return good ? SignatureCheck.Good : SignatureCheck.Bad;
    }

    private static bool Matches(byte[] expected, string signatures)
    {
        var good = false;
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var signature in signatures.Split(' ', MostSignatures + 1, StringSplitOptions.RemoveEmptyEntries).Take(MostSignatures))
        {
            if (!signature.StartsWith(Version, StringComparison.Ordinal))
                continue;
            good |= Convert.TryFromBase64String(signature[Version.Length..], given, out var length)
                && CryptographicOperations.FixedTimeEquals(given[..length], expected);
        }

        return good;
    }

    private static byte[] Compute(WebhookSecret secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Key);
        hmac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}

/// <summary>The three headers as they came; empty when absent.</summary>
internal readonly record struct SignedHeaders(string Id, string Timestamp, string Signatures)
{
    public static SignedHeaders Of(IHeaderDictionary headers) => new(
        headers[WebhookSignature.IdHeader].ToString(),
        headers[WebhookSignature.TimestampHeader].ToString(),
        headers[WebhookSignature.SignatureHeader].ToString());
}
