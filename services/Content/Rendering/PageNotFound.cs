using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Content.Rendering;

public sealed record NotFoundTexts(string Title, string Heading, string Text, string Call, string Link);

/// <summary>A page in words for people who follow a wrong address; programs get a problem.</summary>
internal sealed class PageNotFound(PageRenderer renderer, PageFrames frames, Localized<NotFoundTexts> texts)
{
    private string? _page;

    public async Task<ContentHttpResult> RenderAsync() =>
        PageRenderer.Html(_page ??= await renderer.RenderAsync<NotFoundPage>(
            (nameof(NotFoundPage.Frame), frames[PageLanguages.French]),
            (nameof(NotFoundPage.French), texts[PageLanguages.French]),
            (nameof(NotFoundPage.English), texts[PageLanguages.English])), StatusCodes.Status404NotFound);
}

internal static class PageNotFoundEndpoint
{
    public static void MapPageNotFound(this IEndpointRouteBuilder app) =>
        app.MapMethods("/{**path}", [HttpMethods.Get, HttpMethods.Head], HandleAsync).WithOrder(int.MaxValue).ExcludeFromDescription()
            .WithName("PageNotFound").WithSummary("Any other address.");

    private static async Task<Results<ContentHttpResult, NotFound>> HandleAsync(HttpContext context, PageNotFound page)
    {
        var isPerson = context.Request.GetTypedHeaders().Accept.Any(x => x.MatchesMediaType("text/html") && x.MediaType != "*/*");
        if (!isPerson || context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
            return TypedResults.NotFound();
        PublicPage.Protect(context.Response);
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return await page.RenderAsync();
    }
}
