using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults;

/// <summary>Which build runs, and since when: a change of <c>startedAt</c> tells a watcher that the process was restarted.</summary>
public sealed record VersionAnswer(string Service, string Version, string Runtime, DateTimeOffset StartedAt, string Instance);

internal static class VersionEndpoint
{
    private static readonly string Instance = Guid.CreateVersion7().ToString("N")[^8..];

    public static void MapVersion(this IEndpointRouteBuilder app)
    {
        var environment = (IHostEnvironment)app.ServiceProvider.GetService(typeof(IHostEnvironment))!;
        var clock = (TimeProvider)app.ServiceProvider.GetService(typeof(TimeProvider))!;
        var version = Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        var answer = new VersionAnswer(environment.ApplicationName, version, Environment.Version.ToString(), clock.GetUtcNow(), Instance);
        app.MapGet("/version", Ok<VersionAnswer> () => TypedResults.Ok(answer))
            .WithName("Version").WithSummary("The running build.").WithTags("Operations");
    }
}
