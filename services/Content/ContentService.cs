using Content.Creators;
using Content.Moderation;
using Content.Playback;
using Content.Rendering;
using Content.SafetyCentre;
using Content.Serving;
using Content.Sharing;
using Content.Uploads;

namespace Content;

/// <summary>What the Content service is made of.</summary>
internal static class ContentService
{
    public static void AddContent(this WebApplicationBuilder builder)
    {
        // Once more than ServiceDefaults: the generator of the checks looks at the project that calls it, and at its public records.
        builder.Services.AddValidation();
        builder.Services.AddOptions<ContentOptions>().BindConfiguration(ContentOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ContentMetrics>();
        builder.AddRendering();
        builder.AddServing();
        builder.AddSafetyCentre();
        builder.AddCreators();
        builder.AddUploads();
    }

    public static void MapContent(this WebApplication app)
    {
        app.UseRendering();
        app.MapSafetyCentre();
        app.MapCreators();
        app.MapUploads();
        app.MapModeration();
        app.MapPlayback();
        app.MapSharing();
        app.MapPageNotFound();
    }
}
