using System.Text.Encodings.Web;
using System.Text.Unicode;
using Dashboard.Activity;
using Dashboard.Campaigns;
using Dashboard.Language;
using Dashboard.Layout;
using Dashboard.Live;
using Dashboard.Neighbours;
using Dashboard.Parked;
using Dashboard.SignIn;
using Dashboard.Videos;
using Dashboard.Watching;
using Microsoft.Extensions.WebEncoders;
using MudBlazor.Services;

namespace Dashboard;

internal static class DashboardServices
{
    public static void AddDashboard(this WebApplicationBuilder builder)
    {
        // Started from build output in Production, which is how Aspire starts it, files of packages are answered with 0 bytes without this.
        builder.WebHost.UseStaticWebAssets();
        builder.AddSignIn();
        builder.AddNeighbours();
        builder.AddWatching();
        builder.Services.AddSingleton<Figures>();
        builder.Services.AddSingleton<ParkedMessages>();
        builder.Services.AddScoped<CommandGate>();
        builder.Services.AddScoped<ActingPerson>();
        builder.Services.AddScoped<CancellationTokenOfPage>();
        builder.Services.AddLive<LiveFigures>();
        builder.Services.AddLive<ActivityFeed>();
        builder.Services.AddMudServices();
        // Letters such as é as they are, not as entities.
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
    }

    public static void UseDashboard(this WebApplication app)
    {
        app.UsePageHeaders();
        app.UseLanguages();
        app.UseNotReadyPage();
    }

    public static void MapDashboard(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapSignOut();
        app.MapPreferences();
        app.MapIncidents();
        app.MapParked();
        app.MapVideoMedia();
        app.MapCampaignFiles();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null).RequireAuthorization();
    }

    private static void AddLive<T>(this IServiceCollection services)
        where T : BackgroundService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
