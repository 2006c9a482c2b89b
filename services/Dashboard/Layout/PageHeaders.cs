namespace Dashboard.Layout;

internal static class PageHeaders
{
    // MudBlazor sets styles from script, so styles may be inline; scripts may not, and nothing comes from elsewhere.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public static void UsePageHeaders(this WebApplication app) =>
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            // The API's reference page brings a script of its own.
            if (!context.Request.Path.StartsWithSegments("/reference", StringComparison.Ordinal))
                headers.ContentSecurityPolicy = Policy;
            return next(context);
        });
}
