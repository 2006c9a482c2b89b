namespace Content.Moderation;

internal static class ModerationEndpoints
{
    public static void MapModeration(this IEndpointRouteBuilder app)
    {
        var videos = app.MapGroup("/v1/videos").WithTags("Videos");
        videos.MapListVideos();
        videos.MapGetVideo();
        videos.MapCaptionVideo();
        videos.MapApproveVideo();
        videos.MapRejectVideo();
        videos.MapTakeDownVideo();
    }
}
