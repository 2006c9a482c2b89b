using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Traffic.Webhooks;

/// <summary>Standard Webhooks, the sender's side: <c>v1,</c> and the base64 HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>.</summary>
public sealed class WebhookSignature
{
    private const string Prefix = "whsec_";

    private readonly byte[] _key;

    public WebhookSignature(string secret) =>
        _key = Convert.FromBase64String(secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret);

    public string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}."));
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hmac.AppendData(head);
        hmac.AppendData(body);
        return $"v1,{Convert.ToBase64String(hmac.GetHashAndReset())}";
    }

    public void Apply(HttpRequestMessage request, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", Sign(id, at, body));
    }
}
