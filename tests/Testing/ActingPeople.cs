using System.Net.Http.Headers;
using System.Security.Cryptography;
using ServiceDefaults.Keys;

namespace Testing;

/// <summary>The dashboard's part of saying whom it asks for, with a key of this test run.</summary>
public static class ActingPeople
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static string SigningKey { get; } = Convert.ToBase64String(Key.ExportPkcs8PrivateKey());

    public static string PublicKey { get; } = Convert.ToBase64String(Key.ExportSubjectPublicKeyInfo());

    public static string Token(string service, string login, string[] roles, DateTimeOffset? now = null, string? signedWith = null) =>
        ActingUser.Sign(ActingUser.ReadSigningKey(signedWith ?? SigningKey) ?? throw new ArgumentException("It is no key.", nameof(signedWith)), service, login, roles, now ?? TimeProvider.System.GetUtcNow());
}

/// <summary>A new token for each request: they live for half a minute.</summary>
internal sealed class ActingHandler(string login, string[] roles, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ServiceApp<ActingHandler>.AdminKey);
        request.Headers.Add(ActingUser.Header, ActingPeople.Token("banners", login, roles));
        return base.SendAsync(request, cancellationToken);
    }
}
