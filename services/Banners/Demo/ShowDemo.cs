using System.Security.Cryptography;
using Banners.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Banners.Demo;

/// <summary>A search as a platform would have it. All from inside the assembly.</summary>
internal static class ShowDemo
{
    public static void MapDemo(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/demo", HandleAsync).WithName("Demo").WithSummary("A search page with the banner.");
        pages.MapAsset("/demo/demo.js", "demo.js", "text/javascript; charset=utf-8");
        pages.MapAsset("/demo/demo.css", "demo.css", "text/css; charset=utf-8");
        foreach (var picture in new[] { "icon.svg", "art-cat.svg", "art-notes.svg", "art-skate.svg" })
            pages.MapAsset($"/demo/{picture}", picture, "image/svg+xml");
    }

    private static RazorComponentResult<DemoPage> HandleAsync(HttpContext http, IOptions<DemoOptions> options, PublicAddresses addresses, string? partner)
    {
        var texts = Texts.For(http.Request);
        var headers = http.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.Vary = HeaderNames.AcceptLanguage;
        headers.ContentLanguage = texts.Lang;
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()";
        return new RazorComponentResult<DemoPage>(new
        {
            Words = texts,
            Partner = IsId(partner) ? partner : options.Value.Partner,
            SafetyCentre = addresses.SafetyCentre(texts.Lang),
        });
    }

    private static bool IsId(string? partner) => partner is { Length: > 0 and <= 40 } && partner.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private static void MapAsset(this IEndpointRouteBuilder pages, string path, string name, string type)
    {
        using var stream = typeof(ShowDemo).Assembly.GetManifestResourceStream($"Banners.Demo.Assets.{name}")!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
        pages.MapGet(path, (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-cache";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            return TypedResults.File(content, type, entityTag: tag);
        }).WithName(name).WithSummary("A part of the demo.");
    }
}
