using System.Security.Cryptography;
using System.Text;
using Banners.Bundles;
using Microsoft.Net.Http.Headers;

namespace Banners.Serving;

/// <summary>A module script that any page may load: without its comments, compressed once, known by its hash.</summary>
internal sealed class PublicScript
{
    private readonly Packed _packed;
    private readonly EntityTagHeaderValue _tag;

    /// <param name="source">A comment, and what stands in quotes, does not go over several lines.</param>
    public PublicScript(string source)
    {
        Bytes = Encoding.UTF8.GetBytes(Shrink(source));
        _packed = new Packed(Bytes);
        // Weak: the encodings share it.
        _tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..16]}\"", isWeak: true);
    }

    public byte[] Bytes { get; }

    /// <summary>A file of this assembly, <c>Banners.Demo.Assets.embed.js</c>.</summary>
    public static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(PublicScript).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    /// <summary>Lines without their indentation, empty ones and comments left out: a fifth of what a phone would load.</summary>
    public static string Shrink(string source) =>
        string.Join('\n', source.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '*' && !line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("/*", StringComparison.Ordinal)));

    public RouteHandlerBuilder Map(IEndpointRouteBuilder app, string path) =>
        app.MapGet(path, (HttpContext http) =>
        {
            var headers = http.Response.Headers;
            headers.CacheControl = "no-cache";
            headers.Vary = HeaderNames.AcceptEncoding;
            headers.XContentTypeOptions = "nosniff";
            // A module script of another origin needs both.
            headers.AccessControlAllowOrigin = "*";
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            var (bytes, encoding) = _packed.For(http.Request);
            if (encoding is not null)
                headers.ContentEncoding = encoding;
            return TypedResults.Bytes(bytes, "text/javascript; charset=utf-8", entityTag: _tag);
        }).ExcludeFromDescription();
}
