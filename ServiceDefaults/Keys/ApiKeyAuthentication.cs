using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Keys;

/// <summary>Names of the authorization policies that endpoints ask for.</summary>
public static class Policies
{
    /// <summary>The admin key (setting <c>Keys:Admin</c>).</summary>
    public const string Admin = "admin";

    /// <summary>A partner's key, or the admin key.</summary>
    public const string Partner = "partner";
}

public static class ApiKeys
{
    public const string Scheme = "ApiKey";

    /// <summary>Under this key of a request's items stands why its caller was refused.</summary>
    internal const string Refusal = "refusal";

    /// <summary>What a caller is told whose key nobody has.</summary>
    public const string Unknown = "The API key is not known.";

    /// <summary>Id of the partner whose key came with the request, or null.</summary>
    public static string? PartnerId(this ClaimsPrincipal user) => user.FindFirstValue("partner");

    public static bool IsAdmin(this ClaimsPrincipal user) => user.HasClaim("admin", "true");

    internal static void AddApiKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<StateFolder>();
        builder.Services.AddAuthentication(Scheme).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Scheme, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Admin, policy => policy.AddAuthenticationSchemes(Scheme).RequireClaim("admin", "true"))
            .AddPolicy(Policies.Partner, policy => policy.AddAuthenticationSchemes(Scheme)
                .RequireAssertion(context => context.User.IsAdmin() || context.User.PartnerId() is not null));
    }

    /// <summary>Lets the service know partners by their keys; needs the queue of <see cref="PartnerRegisteredConsumer"/>.</summary>
    public static void AddPartnerDirectory(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PartnerDirectory>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PartnerDirectory>());
    }
}

/// <summary><c>Authorization: Bearer KEY</c>. No header means nobody; a key that nobody has is refused with 401.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IConfiguration configuration, IServiceProvider services)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(AuthenticateResult.NoResult());
        var key = header["Bearer ".Length..].Trim();
        if (IsAdminKey(key))
            return Task.FromResult(Success(new Claim("admin", "true")));
        return Task.FromResult(services.GetService<PartnerDirectory>()?.FindByKey(key) is { } partner
            ? Success(new Claim("partner", partner.Id))
            : AuthenticateResult.Fail(ApiKeys.Unknown));
    }

    /// <summary>Leaves the body to whoever writes problems: another scheme may answer the same request.</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        Context.Items[ApiKeys.Refusal] = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message ?? "This needs a key: send the header Authorization: Bearer KEY.";
    }

    private bool IsAdminKey(string key) =>
        configuration["Keys:Admin"] is { Length: > 0 } admin
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(admin));

    private AuthenticateResult Success(Claim claim) =>
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([claim], Scheme.Name)), Scheme.Name));
}
