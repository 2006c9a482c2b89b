using Microsoft.AspNetCore.Localization;

namespace Dashboard.Language;

/// <summary>French first, English too. The language comes from the address (?culture=) or from a signed-in person's cookie.</summary>
internal static class Languages
{
    public static readonly string[] All = ["fr-FR", "en-GB"];

    public static void UseLanguages(this WebApplication app)
    {
        var options = new RequestLocalizationOptions().SetDefaultCulture(All[0]).AddSupportedCultures(All).AddSupportedUICultures(All);
        options.RequestCultureProviders = [new QueryStringRequestCultureProvider(), new CookieRequestCultureProvider()];
        app.UseRequestLocalization(options);
    }
}
