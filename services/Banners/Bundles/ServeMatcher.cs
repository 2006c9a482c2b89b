using Banners.Serving;

namespace Banners.Bundles;

/// <summary><c>/matcher.js</c>: whoever holds a bundle matches with it. Any page may load it.</summary>
internal static class ServeMatcher
{
    internal static readonly PublicScript Script = new(PublicScript.Read("Banners.Bundles.Assets.matcher.js"));

    public static void MapMatcher(this IEndpointRouteBuilder app) =>
        Script.Map(app, "/matcher.js").WithName("Matcher").WithSummary("The matcher for bundles.");
}
