using Dashboard.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Campaigns;

/// <summary>Files of campaigns for the browsers of signed-in people: Banners gives them to the admin key, or from another origin.</summary>
internal static class CampaignFiles
{
    private static readonly string[] Passed = ["Content-Type", "Content-Disposition", "Content-Security-Policy", "X-Content-Type-Options"];

    public static void MapCampaignFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/campaigns/{id:guid}/keywords.csv", (Guid id, HttpContext context, AuthoringClient drafts, CancellationToken cancellationToken) =>
                PassAsync($"/v1/campaigns/{id}/keywords.csv", context, drafts, cancellationToken))
            .RequireAuthorization().ExcludeFromDescription().WithName("DownloadKeywords").WithSummary("The keywords of a draft as CSV.");
        app.MapGet("/campaigns/images/{hash:regex(^[0-9a-f]{{64}}$)}", (string hash, HttpContext context, AuthoringClient drafts, CancellationToken cancellationToken) =>
                PassAsync($"/images/{hash}", context, drafts, cancellationToken))
            .RequireAuthorization().ExcludeFromDescription().WithName("SeePicture").WithSummary("A picture of a banner.");
    }

    public static string PictureOf(string hash) => $"/campaigns/images/{hash}";

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> PassAsync(string path, HttpContext context, AuthoringClient drafts, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await drafts.FileAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return TypedResults.Problem("Banners does not answer.", statusCode: StatusCodes.Status502BadGateway);
        }

        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
                return TypedResults.Problem("Banners does not give this file.", statusCode: (int)answer.StatusCode);
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => Passed.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
                context.Response.Headers[name] = values.ToArray();
            context.Response.Headers.CacheControl = "private, no-store";
            await answer.Content.CopyToAsync(context.Response.Body, cancellationToken);
            return TypedResults.Empty;
        }
    }
}
