using Dashboard.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Videos;

/// <summary>Lets signed-in people watch a video before it is approved: Content shows it to the admin key only, which no browser has.</summary>
internal static class VideoMedia
{
    private static readonly string[] Passed = ["Content-Type", "Content-Length", "Content-Range", "Accept-Ranges", "ETag"];

    public static void MapVideoMedia(this IEndpointRouteBuilder app) =>
        app.MapGet("/media/{id:guid}", HandleAsync).RequireAuthorization().ExcludeFromDescription()
            .WithName("WatchVideo").WithSummary("A video's bytes, also before its approval.");

    public static string PathOf(Guid id) => $"/media/{id}";

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> HandleAsync(Guid id, HttpContext context, ContentClient content, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await content.MediaAsync(id, context.Request.Headers.Range, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return TypedResults.Problem("Content does not answer.", statusCode: StatusCodes.Status502BadGateway);
        }

        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
                return TypedResults.Problem("The video cannot be shown.", statusCode: (int)answer.StatusCode);
            context.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => Passed.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
                context.Response.Headers[name] = values.ToArray();
            context.Response.Headers.CacheControl = "private, no-store";
            await answer.Content.CopyToAsync(context.Response.Body, cancellationToken);
            return TypedResults.Empty;
        }
    }
}
