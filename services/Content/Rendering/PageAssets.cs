using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Content.Rendering;

/// <summary>Style, script and pictures of the public pages. Their address holds their hash, so a browser asks for each once.</summary>
public sealed class PageAssets
{
    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".jpg"] = "image/jpeg",
    };

    private readonly Dictionary<string, Asset> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);

    public PageAssets()
    {
        const string Prefix = "assets/";
        var assembly = typeof(PageAssets).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var file = resource[Prefix.Length..];
            var extension = Path.GetExtension(file);
            var name = $"{Path.GetFileNameWithoutExtension(file)}.{Convert.ToHexStringLower(SHA256.HashData(bytes))[..10]}{extension}";
            _byName[name] = new Asset(bytes, MediaTypes[extension]);
            _paths[file] = $"/assets/{name}";
        }
    }

    /// <summary>The address of a file in Rendering/Assets.</summary>
    public string this[string file] => _paths[file];

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods("/assets/{name}", [HttpMethods.Get, HttpMethods.Head], Serve)
            .WithName("PageAsset").WithSummary("Style, script and pictures of the public pages.").ExcludeFromDescription();

    private static Results<FileContentHttpResult, NotFound> Serve(string name, PageAssets assets, HttpResponse response)
    {
        if (!assets._byName.TryGetValue(name, out var asset))
            return TypedResults.NotFound();
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(asset.Bytes, asset.MediaType);
    }

    private sealed record Asset(byte[] Bytes, string MediaType);
}
