using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Banners.Bundles;

/// <summary><c>/matcher.js</c>: whoever holds a bundle matches with it. Any page may load it.</summary>
internal static class ServeMatcher
{
    internal static readonly byte[] Script = Encoding.UTF8.GetBytes(Shrink(Source()));
    private static readonly EntityTagHeaderValue Tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Script))[..16]}\"");

    public static void MapMatcher(this IEndpointRouteBuilder app) =>
        app.MapGet("/matcher.js", (HttpContext http) =>
        {
            var headers = http.Response.Headers;
            headers.CacheControl = "no-cache";
            headers.XContentTypeOptions = "nosniff";
            // A module script of another origin needs both.
            headers.AccessControlAllowOrigin = "*";
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            return TypedResults.File(Script, "text/javascript; charset=utf-8", entityTag: Tag);
        }).WithName("Matcher").WithSummary("The matcher for bundles.").ExcludeFromDescription();

    // Comments and indentation stay here: a fifth of what a phone would load.
    private static string Shrink(string source) =>
        string.Join('\n', source.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && line[0] != '*' && !line.StartsWith("/**", StringComparison.Ordinal)));

    private static string Source()
    {
        using var file = typeof(ServeMatcher).Assembly.GetManifestResourceStream("Banners.Bundles.Assets.matcher.js")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
