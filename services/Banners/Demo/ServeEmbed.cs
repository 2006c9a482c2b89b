using System.Text.Encodings.Web;
using System.Text.Json;
using Banners.Serving;

namespace Banners.Demo;

/// <summary><c>/embed.js</c>: the banner on a platform's own page, with its style and its few words inside. Any page may load it.</summary>
internal static class ServeEmbed
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static readonly PublicScript Script = new(Compose());

    public static void MapEmbed(this IEndpointRouteBuilder app) =>
        Script.Map(app, "/embed.js").WithName("Embed").WithSummary("The banner as an element for pages.");

    private static string Compose() => PublicScript.Read("Banners.Demo.Assets.embed.js")
        .Replace("'embed.css'", JsonSerializer.Serialize(PublicScript.Shrink(PublicScript.Read("Banners.Demo.Assets.embed.css")), Json), StringComparison.Ordinal)
        .Replace("'embed.texts.json'", PublicScript.Shrink(PublicScript.Read("Banners.Demo.Assets.embed.texts.json")), StringComparison.Ordinal);
}
