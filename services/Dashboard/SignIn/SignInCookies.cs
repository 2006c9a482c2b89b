using Dashboard.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;

namespace Dashboard.SignIn;

/// <summary>ASP.NET Core Identity with cookies; five wrong passwords lock the person out for five minutes.</summary>
internal static class SignInCookies
{
    /// <summary>Somebody signed in, or the admin key: for the JSON endpoints.</summary>
    public const string ReadPolicy = "read";

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SeedUsersOptions>().BindConfiguration(SeedUsersOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ServiceDefaults.Database.ISeed, SeedUsers>();
        builder.Services.AddOptions<SigningOptions>().BindConfiguration(SigningOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SigningKey>();
        builder.Services.AddDataProtection().SetApplicationName("campaign-dashboard").PersistKeysToDbContext<DashboardDbContext>();
        builder.Services.EncryptDataProtectionKeys();
        builder.Services.AddIdentityCore<Person>(options =>
            {
                options.Password.RequiredLength = 12;
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<DashboardDbContext>()
            .AddSignInManager();
        builder.Services.AddAuthentication(options =>
        {
            options.DefaultScheme = IdentityConstants.ApplicationScheme;
            options.DefaultSignInScheme = IdentityConstants.ApplicationScheme;
        }).AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Configure));
        builder.Services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(5));
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(ReadPolicy, policy => policy.AddAuthenticationSchemes(ApiKeys.Scheme, IdentityConstants.ApplicationScheme)
                .RequireAssertion(context => context.User.IsAdmin() || Roles.All.Any(context.User.IsInRole)));
        builder.Services.AddCascadingAuthenticationState();
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "campaign-dashboard";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
        cookie.SlidingExpiration = true;
        cookie.LoginPath = SignInRoutes.SignIn;
        cookie.AccessDeniedPath = "/";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        cookie.Events.OnValidatePrincipal = ValidateAsync;
    }

    // A program gets a status (and with it problem+json), a person gets a page.
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
            context.Response.StatusCode = status;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    // While PostgreSQL is away nobody is signed out: that is when the dashboard is needed most.
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        try
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
        }
        catch (Exception exception) when (PassingTrouble.Is(exception))
        {
            context.ShouldRenew = false;
        }
    }
}
