using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Banners.Tests.Embedding;

/// <summary>A platform's own page, from another origin than Banners, under the strictest policy that lets a banner in. It has no script of its own.</summary>
internal sealed class HostPage : IAsyncDisposable
{
    private const string Filler = "<p>Une vidéo, puis une autre.</p>";
    private readonly WebApplication _app;

    private HostPage(WebApplication app, Uri banners) => (_app, Banners) = (app, banners);

    /// <summary>Where the script comes from, and what is let in.</summary>
    public Uri Banners { get; set; }

    /// <summary>What a web origin is registered as.</summary>
    public string Origin => _app.Urls.Single();

    public Uri Address => new(Origin);

    /// <summary>The policy that a platform has to send; nothing in it is unsafe, and styles are not let in at all.</summary>
    public static string PolicyFor(Uri banners)
    {
        var origin = banners.GetLeftPart(UriPartial.Authority);
        return $"default-src 'none'; script-src {origin}; connect-src {origin}; img-src {origin}; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'";
    }

    /// <param name="banners">Where the script comes from.</param>
    /// <param name="banner">The element as the platform writes it.</param>
    /// <param name="above">So many paragraphs stand above it, and as many below.</param>
    public static Task<HostPage> StartAsync(Uri banners, string banner, int above = 0)
    {
        var filler = string.Concat(Enumerable.Repeat(Filler, above));
        return StartAsync(
            banners,
            PolicyFor,
            here =>
                $"""
                <main><h1>Lumi</h1><p><label for="search">Rechercher</label> <input id="search" type="search"></p>{filler}
                <div id="place">{banner}</div>
                {filler}<div id="elsewhere"></div></main>
                <script type="module" src="{new Uri(here, "/embed.js")}"></script>
                """);
    }

    /// <param name="banners">Where the script comes from.</param>
    /// <param name="policy">The Content-Security-Policy for an address of Banners.</param>
    /// <param name="body">The page for an address of Banners.</param>
    public static async Task<HostPage> StartAsync(Uri banners, Func<Uri, string> policy, Func<Uri, string> body)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = new HostPage(builder.Build(), banners);
        host._app.MapGet("/", (HttpContext http) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = policy(host.Banners);
            headers["Cross-Origin-Embedder-Policy"] = "require-corp";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return TypedResults.Content(
                $"""
                <!doctype html>
                <html lang="fr">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Lumi</title></head>
                <body>{body(host.Banners)}</body>
                </html>
                """,
                "text/html; charset=utf-8");
        });
        await host._app.StartAsync();
        return host;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
