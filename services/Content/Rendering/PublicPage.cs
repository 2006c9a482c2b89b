namespace Content.Rendering;

/// <summary>What every public page promises in its headers: nothing from elsewhere, nothing inline, nothing told to others, nothing kept.</summary>
internal static class PublicPage
{
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static TBuilder IsPublicPage<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.ExcludeFromDescription();
        builder.AddEndpointFilter((context, next) =>
        {
            Protect(context.HttpContext.Response);
            return next(context);
        });
        return builder;
    }

    public static void Protect(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), browsing-topics=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Whoever shares a device with the reader must not find the page in its cache, nor by the button Back.
        headers.CacheControl = "no-store";
    }
}
