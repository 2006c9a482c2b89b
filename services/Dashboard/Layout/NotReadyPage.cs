using System.Text.Encodings.Web;
using Dashboard.Language;
using ServiceDefaults.Database;

namespace Dashboard.Layout;

/// <summary>Until the database has been brought up to date nobody can sign in: pages say so and load again by themselves.</summary>
internal static class NotReadyPage
{
    private static readonly string[] Open = ["/health", "/alive", "/version", "/openapi", "/reference", "/v1", "/_content", "/_framework"];

    public static void UseNotReadyPage(this WebApplication app)
    {
        var ready = app.Services.GetRequiredService<DatabaseReady>();
        app.Use((context, next) => ready.IsReady || Open.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)) ? next(context) : AnswerAsync(context));
    }

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "2";
        context.Response.Headers["Refresh"] = "2";
        context.Response.ContentType = "text/html; charset=utf-8";
        var encode = HtmlEncoder.Default;
        return context.Response.WriteAsync(
            $"""
             <!doctype html><html lang="{System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}"><head><meta charset="utf-8"><title>{encode.Encode(Texts.ProductName)}</title></head>
             <body style="font-family:system-ui;margin:15vh auto;max-width:34rem;padding:0 1rem"><h1>{encode.Encode(Texts.StartingTitle)}</h1><p role="status">{encode.Encode(Texts.StartingText)}</p></body></html>
             """,
            context.RequestAborted);
    }
}
