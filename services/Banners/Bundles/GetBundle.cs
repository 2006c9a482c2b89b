using Banners.Serving;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Keys;

namespace Banners.Bundles;

/// <summary>Everything that this partner's decisions use, signed, for matching inside the platform or on the device. Lives for 5 minutes.</summary>
internal static class GetBundle
{
    public const string Origins = "bundle-origins";
    public const string SignatureHeader = "Bundle-Signature";

    // Much more than a search costs us, and needed once in five minutes.
    private const int Weight = 10;

    /// <summary>A partner's registered web origins may fetch its bundle from a browser, without credentials.</summary>
    public static void AddBundleOrigins(this WebApplicationBuilder builder) =>
        builder.Services.AddOptions<CorsOptions>().Configure<PartnerDirectory>((cors, partners) => cors.AddPolicy(Origins, policy => policy
            .SetIsOriginAllowed(partners.IsWebOrigin)
            .WithMethods(HttpMethods.Get)
            .WithHeaders(HeaderNames.IfNoneMatch)
            .WithExposedHeaders(SignatureHeader, HeaderNames.ETag)
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));

    public static void MapGetBundle(this IEndpointRouteBuilder bundles) =>
        bundles.MapGet("/v1/bundles/{partner}", Handle).WithName("GetBundle").WithTags("Bundles")
            .WithSummary("Keywords, tables and banners of one partner, signed, for matching on the device; with from=version what changed since.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain").Produces(StatusCodes.Status304NotModified);

    private static Results<FileContentHttpResult, StatusCodeHttpResult, ProblemHttpResult> Handle(
        string partner, HttpContext http, Decider decider, BundleStore store, BundleKeys keys, BannersMetrics metrics, TimeProvider clock, string? from = null)
    {
        if (decider.Refusal(http, partner, Weight, out _) is { } refusal)
            return refusal;
        // Refused above when nothing is known.
        var bundle = store.For(partner)!;
        var headers = http.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = HeaderNames.AcceptEncoding;
        // Weak: the encodings share it.
        var tag = new EntityTagHeaderValue($"\"{bundle.Version}\"", isWeak: true);
        headers.ETag = tag.ToString();
        headers[SignatureHeader] = keys.Sign(partner, bundle.Version, clock.GetUtcNow());
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            metrics.BundleServed("unchanged");
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var delta = from is null ? null : bundle.Since(from);
        metrics.BundleServed(delta is null ? "full" : "delta");
        var (bytes, encoding) = (delta ?? bundle.Full).For(http.Request);
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        return TypedResults.Bytes(bytes, "text/plain; charset=utf-8");
    }
}
