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
    /// <summary>An admin key (settings <c>Keys:Admin</c>, <c>Keys:Approver</c>), or a person whom the dashboard signed in.</summary>
    public const string Admin = "admin";

    /// <summary>Of these, who may change what is not live yet.</summary>
    public const string Author = "author";

    /// <summary>Of these, who may put live what somebody else has written.</summary>
    public const string Approver = "approver";

    /// <summary>A partner's key, or the admin key.</summary>
    public const string Partner = "partner";
}

public static class ApiKeys
{
    public const string Scheme = "ApiKey";

    /// <summary>Under this key of a request's items stands why its caller was refused.</summary>
    internal const string Refusal = "refusal";

    internal const string AdminClaim = "admin";
    internal const string ActorClaim = "actor";
    internal const string RightClaim = "right";

    /// <summary>What a caller is told whose key nobody has.</summary>
    public const string Unknown = "The API key is not known.";

    /// <summary>Id of the partner whose key came with the request, or null.</summary>
    public static string? PartnerId(this ClaimsPrincipal user) => user.FindFirstValue("partner");

    public static bool IsAdmin(this ClaimsPrincipal user) => user.HasClaim(AdminClaim, "true");

    /// <summary>Who it is, behind one of the policies for admins, authors and approvers.</summary>
    /// <exception cref="InvalidOperationException">It is none of them.</exception>
    public static Actor Actor(this ClaimsPrincipal user) => new(
        user.FindFirstValue(ActorClaim) ?? throw new InvalidOperationException("The endpoint lets in who is no actor."),
        user.HasClaim(RightClaim, Keys.Actor.Roles.Author), user.HasClaim(RightClaim, Keys.Actor.Roles.Approver));

    internal static void AddApiKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<StateFolder>();
        builder.Services.AddSingleton<ActingUserReader>();
        builder.Services.AddOptions<ActingOptions>().BindConfiguration(ActingOptions.Section)
            .Validate(options => !options.Read().Contains(null), "The setting Acting:PublicKeys must be public keys of the curve P-256, base64, with commas between them.")
            .ValidateOnStart();
        builder.Services.AddAuthentication(Scheme).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Scheme, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Admin, policy => policy.AddAuthenticationSchemes(Scheme).RequireClaim(AdminClaim, "true"))
            .AddPolicy(Policies.Author, policy => policy.AddAuthenticationSchemes(Scheme).RequireClaim(RightClaim, Keys.Actor.Roles.Author))
            .AddPolicy(Policies.Approver, policy => policy.AddAuthenticationSchemes(Scheme).RequireClaim(RightClaim, Keys.Actor.Roles.Approver))
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

/// <summary>
/// <c>Authorization: Bearer KEY</c>. No header means nobody; a key that nobody has is refused with 401. With <c>Keys:Admin</c> the dashboard
/// says whom it asks for (<see cref="ActingUser"/>), and that person is the caller, not the key.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IConfiguration configuration, ActingUserReader acting, IServiceProvider services)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private static readonly Actor AdminKey = new(Actor.Key("admin"), MayWrite: true, MayApprove: true);
    private static readonly Actor ApproverKey = new(Actor.Key("approver"), MayWrite: false, MayApprove: true);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        var key = header["Bearer ".Length..].Trim();
        var named = Is(key, "Keys:Admin") ? AdminKey : Is(key, "Keys:Approver") ? ApproverKey : null;
        if (Request.Headers.TryGetValue(ActingUser.Header, out var token))
        {
            if (named != AdminKey)
                return AuthenticateResult.Fail($"The header {ActingUser.Header} goes with the dashboard's key only.");
            var (person, refusal) = await acting.ReadAsync(token.ToString());
            return person is null ? AuthenticateResult.Fail(refusal!) : Success(person.Claims());
        }

        if (named is not null)
            return Success(named.Claims());
        return services.GetService<PartnerDirectory>()?.FindByKey(key) is { } partner
            ? Success([new Claim("partner", partner.Id)])
            : AuthenticateResult.Fail(ApiKeys.Unknown);
    }

    /// <summary>Leaves the body to whoever writes problems: another scheme may answer the same request.</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        Context.Items[ApiKeys.Refusal] = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message ?? "This needs a key: send the header Authorization: Bearer KEY.";
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        Context.Items[ApiKeys.Refusal] = Context.User.IsAdmin()
            ? "Your role does not go that far: authors write, approvers approve."
            : "A partner's key does not open this.";
        return Task.CompletedTask;
    }

    private bool Is(string key, string setting) =>
        configuration[setting] is { Length: > 0 } known
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(known));

    private AuthenticateResult Success(IEnumerable<Claim> claims) =>
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name)), Scheme.Name));
}
