using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Keys;

/// <summary>
/// How the dashboard says in whose name it asks: a JWT in the header <see cref="Header"/> beside its key, signed with ES256, for one
/// service, for 30 seconds. A service holds the public key only, so it can check a person and make none up.
/// </summary>
public static class ActingUser
{
    public const string Header = "Acting-User";

    /// <summary>The longest life of a token that is accepted.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    internal const string Issuer = "dashboard";
    internal const string Type = "acting+jwt";
    internal const string RoleClaim = "role";

    /// <param name="key">From <see cref="ReadSigningKey"/>.</param>
    /// <param name="service">Whom the token is for: <c>banners</c>.</param>
    public static string Sign(ECDsaSecurityKey key, string service, string login, IEnumerable<string> roles, DateTimeOffset now) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = service,
            TokenType = Type,
            Subject = new ClaimsIdentity([new Claim(JwtRegisteredClaimNames.Sub, login), .. roles.Select(role => new Claim(RoleClaim, role))]),
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = now.UtcDateTime.AddSeconds(30),
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
        });

    /// <summary>A private key of the curve P-256 as PKCS #8 in base64; null when it is none.</summary>
    public static ECDsaSecurityKey? ReadSigningKey(string? base64) => Read(base64, static (key, bytes) => key.ImportPkcs8PrivateKey(bytes, out _));

    /// <summary>Its public half as SubjectPublicKeyInfo in base64; null when it is none.</summary>
    public static ECDsaSecurityKey? ReadPublicKey(string? base64) => Read(base64, static (key, bytes) => key.ImportSubjectPublicKeyInfo(bytes, out _));

    private static ECDsaSecurityKey? Read(string? base64, Action<ECDsa, byte[]> import)
    {
        var key = ECDsa.Create();
        try
        {
            import(key, Convert.FromBase64String(base64 ?? ""));
            if (key.KeySize == 256)
                return new ECDsaSecurityKey(key);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            // No key at all.
        }

        key.Dispose();
        return null;
    }
}
