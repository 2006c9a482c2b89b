using Content.Rendering;
using Content.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Content.Playback;

internal static class PlayVideo
{
    public static void MapPlayback(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/v/{id:guid}", [HttpMethods.Get, HttpMethods.Head], HandleAsync).IsPublicPage()
            .WithName("PlayVideo").WithSummary("The player's page of a published video.");
        app.MapServeMedia();
    }

    private static async Task<ContentHttpResult> HandleAsync(
        Guid id, HttpRequest request, HttpResponse response, PublishedVideos published, PageRenderer renderer, PageFrames frames,
        Localized<PlayerTexts> texts, PageNotFound notFound, IOptions<ContentOptions> options, ContentMetrics metrics)
    {
        if (published.Find(id) is not { } video)
            return await notFound.RenderAsync();
        var language = PageLanguages.Pick(request);
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        metrics.PageServed("player", language);
        return PageRenderer.Html(await renderer.RenderAsync<PlayerPage>(
            (nameof(PlayerPage.Frame), frames[language]),
            (nameof(PlayerPage.Texts), texts[language]),
            (nameof(PlayerPage.Video), video),
            (nameof(PlayerPage.PublicUrl), options.Value.PublicUrl.TrimEnd('/'))));
    }
}
