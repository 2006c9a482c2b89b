using Microsoft.AspNetCore.Http.HttpResults;

namespace Banners.Bundles;

/// <summary>The public halves of the keys that sign bundles. A platform keeps them beforehand, so that it believes no one in between.</summary>
internal static class GetBundleKeys
{
    /// <param name="Keys">The first signs now; the others did, or will.</param>
    internal sealed record Answer(IReadOnlyList<Key> Keys);

    /// <param name="Id">As in the signature's <c>key</c>.</param>
    /// <param name="Algorithm"><c>Ed25519</c>.</param>
    /// <param name="PublicKey">32 bytes, base64.</param>
    internal sealed record Key(string Id, string Algorithm, string PublicKey);

    public static void MapGetBundleKeys(this IEndpointRouteBuilder bundles) =>
        bundles.MapGet("/v1/bundle-keys", Handle).WithName("GetBundleKeys").WithSummary("Public keys of the signature under bundles.").WithTags("Bundles");

    private static Ok<Answer> Handle(HttpContext http, BundleKeys keys)
    {
        http.Response.Headers.CacheControl = "no-cache";
        // Nothing here is anybody's secret.
        http.Response.Headers.AccessControlAllowOrigin = "*";
        return TypedResults.Ok(new Answer([.. keys.Public.Select(key => new Key(key.Id, "Ed25519", Convert.ToBase64String(key.Public)))]));
    }
}
