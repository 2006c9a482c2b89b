using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using ServiceDefaults.Keys;

namespace Dashboard.SignIn;

/// <summary>Section <c>Acting</c>: with what the dashboard vouches for a person whom it signed in.</summary>
internal sealed class SigningOptions : IValidatableObject
{
    public const string Section = "Acting";

    /// <summary>A private key of the curve P-256 as PKCS #8 in base64; the other services know its public half.</summary>
    public string SigningKey { get; init; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ActingUser.ReadSigningKey(SigningKey) is null)
            yield return new ValidationResult("The setting Acting:SigningKey must be a private key of the curve P-256, PKCS #8 in base64: with it the dashboard says for whom it asks.");
    }
}

internal sealed class SigningKey(IOptions<SigningOptions> options)
{
    public ECDsaSecurityKey Key { get; } = ActingUser.ReadSigningKey(options.Value.SigningKey)!;
}

/// <summary>Says to another service who it is that asks: the person of this page, with their roles.</summary>
internal sealed class ActingPerson(AuthenticationStateProvider who, SigningKey key, TimeProvider clock)
{
    /// <summary>For one command; it lives for half a minute.</summary>
    public async Task<string> TokenAsync(string service)
    {
        var user = (await who.GetAuthenticationStateAsync()).User;
        var login = user.Identity?.Name ?? throw new InvalidOperationException("Nobody is signed in.");
        return ActingUser.Sign(key.Key, service, login, Roles.All.Where(user.IsInRole), clock.GetUtcNow());
    }
}
