using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Keys;

/// <summary>Section <c>Acting</c>.</summary>
internal sealed class ActingOptions
{
    public const string Section = "Acting";

    /// <summary>Whose signature under <see cref="ActingUser.Header"/> is believed; several after commas, while a key is replaced. Empty: nobody's.</summary>
    public string PublicKeys { get; init; } = "";

    public IReadOnlyList<ECDsaSecurityKey?> Read() =>
        [.. PublicKeys.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ActingUser.ReadPublicKey)];
}

/// <summary>Believes the dashboard in whose name it asks, or says why not.</summary>
internal sealed class ActingUserReader(IOptions<ActingOptions> options, IHostEnvironment service, TimeProvider clock)
{
    // Clocks of two machines are never quite equal.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    private readonly List<SecurityKey> _keys = [.. options.Value.Read().OfType<SecurityKey>()];
    private readonly JsonWebTokenHandler _tokens = new() { MapInboundClaims = false };

    /// <summary>Exactly one of the two is null.</summary>
    public async Task<(Actor? Actor, string? Refusal)> ReadAsync(string token)
    {
        if (_keys.Count == 0)
            return (null, $"This service takes no {ActingUser.Header}: its setting Acting:PublicKeys is empty.");
        var result = await _tokens.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = ActingUser.Issuer,
            ValidAudience = service.ApplicationName.ToLowerInvariant(),
            ValidTypes = [ActingUser.Type],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = _keys,
            LifetimeValidator = (from, until, read, _) => IsAlive(from, until, (JsonWebToken)read),
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken { Subject: { Length: > 0 and <= 200 } login } valid)
            return (null, $"The {ActingUser.Header} is not one of the dashboard's, is for another service, or is older than a minute.");
        var roles = valid.Claims.Where(claim => claim.Type == ActingUser.RoleClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        return (new Actor(Actor.User(login), roles.Contains(Actor.Roles.Author), roles.Contains(Actor.Roles.Approver)), null);
    }

    private bool IsAlive(DateTime? from, DateTime? until, JsonWebToken token)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return from is not null && until is not null && token.IssuedAt != default
            && until - token.IssuedAt <= ActingUser.Longest && from <= now + Skew && token.IssuedAt <= now + Skew && until > now;
    }
}
