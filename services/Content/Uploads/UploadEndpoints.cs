using ServiceDefaults.Keys;

namespace Content.Uploads;

internal static class UploadEndpoints
{
    public static void AddUploads(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<UploadOptions>().BindConfiguration(UploadOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<UploadFolder>();
        builder.Services.AddSingleton<VideoTools>();
        builder.Services.AddSingleton<VideoInspection>();
        builder.Services.AddScoped<ReceiveBytes>();
        builder.Services.AddScoped<FinishUpload>();
        builder.Services.AddHostedService<UploadSweep>();
        builder.Services.AddHealthChecks().AddCheck<VideoToolsHealth>("ffmpeg");
    }

    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        var uploads = app.MapGroup("/v1/uploads").WithTags("Uploads (tus 1.0)").SpeaksTus();
        uploads.MapDescribeUploads();
        var own = uploads.MapGroup("").RequireAuthorization(Policies.Partner);
        own.MapCreateUpload();
        own.MapHeadUpload();
        own.MapPatchUpload();
        own.MapDeleteUpload();
    }
}
