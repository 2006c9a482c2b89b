using Content.Rendering;
using Content.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Content.SafetyCentre;

/// <summary>The 119 page, rendered anew only when the published videos change; asks neither database nor broker.</summary>
internal sealed class SafetyCentrePages(PageRenderer renderer, PageFrames frames, Localized<SafetyCentreTexts> texts, Helplines helplines, PublishedVideos published)
{
    private const int MostVideos = 12;
    private volatile Rendered? _french;
    private volatile Rendered? _english;

    public async Task<string> RenderAsync(string language)
    {
        var videos = published.All;
        var rendered = language == PageLanguages.English ? _english : _french;
        if (rendered is not null && ReferenceEquals(rendered.Videos, videos))
            return rendered.Page;
        rendered = new Rendered(videos, await renderer.RenderAsync<SafetyCentrePage>(
            (nameof(SafetyCentrePage.Frame), frames[language]),
            (nameof(SafetyCentrePage.Texts), texts[language]),
            (nameof(SafetyCentrePage.Lines), helplines.All),
            (nameof(SafetyCentrePage.Videos), videos.Take(MostVideos).ToList())));
        if (language == PageLanguages.English)
            _english = rendered;
        else
            _french = rendered;
        return rendered.Page;
    }

    private sealed record Rendered(IReadOnlyList<PublishedVideo> Videos, string Page);
}

internal static class ShowSafetyCentre
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void AddSafetyCentre(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SafetyCentreOptions>().BindConfiguration(SafetyCentreOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(new Localized<SafetyCentreTexts>("safety-centre"));
        builder.Services.AddSingleton<Helplines>();
        builder.Services.AddSingleton<SafetyCentrePages>();
    }

    public static void MapSafetyCentre(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/", Reading, Start).IsPublicPage()
            .WithName("Start").WithSummary("Leads to the 119 page in the reader's language.");
        app.MapMethods("/{language}/119", Reading, HandleAsync).IsPublicPage()
            .WithName("SafetyCentre").WithSummary("Everything about 119, on one page.");
        app.MapTapHelpline();
    }

    private static RedirectHttpResult Start(HttpRequest request, HttpResponse response)
    {
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        return TypedResults.Redirect($"/{PageLanguages.Pick(request)}/119");
    }

    private static async Task<ContentHttpResult> HandleAsync(string language, SafetyCentrePages pages, PageNotFound notFound, ContentMetrics metrics)
    {
        if (!PageLanguages.IsOurs(language))
            return await notFound.RenderAsync();
        metrics.PageServed("safety-centre", language);
        return PageRenderer.Html(await pages.RenderAsync(language));
    }
}
