using Dashboard.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;

namespace Dashboard.Language;

/// <summary>Language and light or dark, kept in cookies of signed-in people only.</summary>
internal static class PreferenceCookies
{
    public const string Theme = "campaign-theme";
    private static readonly string[] Themes = ["light", "dark", "auto"];

    public static void MapPreferences(this IEndpointRouteBuilder app) =>
        app.MapGet("/preferences", Set).RequireAuthorization().ExcludeFromDescription()
            .WithName("SetPreference").WithSummary("Keeps the language or the colour scheme and goes back to the page.");

    public static void SetCulture(HttpContext context, string culture) =>
        Keep(context, CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)));

    private static RedirectHttpResult Set(HttpContext context, string? culture, string? theme, string? back)
    {
        if (Languages.All.Contains(culture, StringComparer.Ordinal))
            SetCulture(context, culture!);
        if (Themes.Contains(theme, StringComparer.Ordinal))
            Keep(context, Theme, theme!);
        return TypedResults.LocalRedirect($"~{SignInRoutes.Local(back)}");
    }

    private static void Keep(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(name, value, new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), Secure = context.Request.IsHttps });
}
