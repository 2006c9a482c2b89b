using AppHost.Data;
using AppHost.Readiness;
using AppHost.Restarts;
using AppHost.Servers;
using AppHost.Terminal;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AppHost;

internal static class HouseBuilderExtensions
{
    /// <summary>Lines for people in the terminal, crashed resources that come back, and the ready file.</summary>
    public static IDistributedApplicationBuilder AddHouse(this IDistributedApplicationBuilder builder, House house, ServerKind servers)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddLogging(logging => logging
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // what ends the start is said once, at its end
            .AddFilter("Aspire.Hosting.Dcp", LogLevel.Warning)
            .AddFilter("Aspire.Hosting.Dcp.DcpHost", LogLevel.Error) // certificates for HTTPS, which nothing here speaks
            .AddConsole(console => console.FormatterName = PeopleConsole.FormatterName)
            .AddConsoleFormatter<PeopleConsole, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>());
        if (builder.ExecutionContext.IsPublishMode)
            return builder;

        builder.AddRestarts();
        File.Delete(house.ReadyFile);
        var summary = builder.Configuration.GetValue("summary", defaultValue: false);
        builder.Services.AddSingleton(services => new AllHealthy(Ready(house, servers), house.ReadyFile, summary, house.Demo,
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton<ResourceLines>();
        builder.OnBeforeStart(async (starting, cancellationToken) =>
        {
            await starting.Services.GetRequiredService<ResourceLines>().StartAsync(cancellationToken);
            await starting.Services.GetRequiredService<AllHealthy>().StartAsync(cancellationToken);
        });
        return builder;
    }

    public static void StartsQuickly(this IResourceBuilder<ProjectResource> service)
    {
        foreach (var (name, value) in QuickStart.Environment)
            service.WithEnvironment(name, value);
    }

    /// <summary>Runs until it is told to end; a server that can't be had ends it with the problem to mend.</summary>
    public static async Task RunHouseAsync(this DistributedApplication app)
    {
        var fatal = app.Services.GetService<FatalStart>();
        try
        {
            await app.RunAsync();
        }
        catch (Exception) when (fatal?.Problem is not null)
        {
            // What broke because the start was broken off adds nothing to the problem itself.
        }

        if (fatal?.Problem is { } problem)
            throw problem;
    }

    private static ReadyFile Ready(House house, ServerKind servers) => new(
        Servers: servers is ServerKind.Container ? "container" : "local",
        Urls: new(Url(house.Ports.Dashboard), Url(house.Ports.Banners), Url(house.Ports.Content), Url(house.Ports.Analytics), Url(house.Ports.Partners), house.AspireUrl),
        AdminKey: house.Secret("admin-key", Secrets.Alphanumeric),
        ApproverKey: house.Secret("approver-key", Secrets.Alphanumeric),
        Partners: Seeds.Partners.ToDictionary(partner => partner, partner => new ReadyPartner(
            house.Secret($"partner-{partner}-key", Secrets.Alphanumeric), house.Secret($"partner-{partner}-webhook-secret", Secrets.WebhookSecret)), StringComparer.Ordinal),
        SignIn: [.. Seeds.Users.Select(user => new ReadySignIn(user.Name, house.Secret($"{user.Role}-password", Secrets.Password), user.Role))]);

    private static string Url(int port) => $"http://localhost:{port}";
}
