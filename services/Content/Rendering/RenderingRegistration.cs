using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.ResponseCompression;

namespace Content.Rendering;

internal static class RenderingRegistration
{
    public static void AddRendering(this WebApplicationBuilder builder)
    {
        // Accents stay letters: the default encoder writes each as six bytes.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddSingleton<PageRenderer>();
        builder.Services.AddSingleton<PageAssets>();
        builder.Services.AddSingleton(new Localized<FrameTexts>("frame"));
        builder.Services.AddSingleton(new Localized<NotFoundTexts>("not-found"));
        builder.Services.AddSingleton(new Localized<Playback.PlayerTexts>("player"));
        builder.Services.AddSingleton(new Localized<Sharing.ShareTexts>("share"));
        builder.Services.AddSingleton<PageFrames>();
        builder.Services.AddSingleton<PageNotFound>();
        builder.Services.AddResponseCompression(options =>
        {
            // Safe here: no page holds a secret or anything that the request said.
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml", "text/vtt"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
    }

    public static void UseRendering(this WebApplication app)
    {
        app.UseResponseCompression();
        PageAssets.Map(app);
    }
}
