using Content.Playback;
using Content.Rendering;
using Content.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Content.Sharing;

/// <summary>A page whose address, title and preview say nothing of what it is about, for passing on to somebody who is watched.</summary>
internal static class ShareVideo
{
    public static void MapSharing(this IEndpointRouteBuilder app) =>
        app.MapMethods("/s/{slug}", [HttpMethods.Get, HttpMethods.Head], HandleAsync).IsPublicPage()
            .WithName("ShareVideo").WithSummary("The discreet page of a published video.");

    private static async Task<ContentHttpResult> HandleAsync(
        string slug, HttpRequest request, HttpResponse response, PublishedVideos published, PageRenderer renderer, PageFrames frames,
        Localized<ShareTexts> texts, Localized<PlayerTexts> playerTexts, IOptions<ContentOptions> options, ContentMetrics metrics)
    {
        var language = PageLanguages.Pick(request);
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        if (published.FindBySlug(slug) is not { } video)
        {
            // Not the page that others get: it names 119, and this address must not.
            return PageRenderer.Html(await renderer.RenderAsync<GonePage>((nameof(GonePage.Frame), frames[language]), (nameof(GonePage.Texts), texts[language])), StatusCodes.Status404NotFound);
        }

        metrics.PageServed("share", language);
        return PageRenderer.Html(await renderer.RenderAsync<SharePage>(
            (nameof(SharePage.Frame), frames[language]),
            (nameof(SharePage.Texts), texts[language]),
            (nameof(SharePage.Player), playerTexts[language]),
            (nameof(SharePage.Video), video),
            (nameof(SharePage.PublicUrl), options.Value.PublicUrl.TrimEnd('/'))));
    }
}
