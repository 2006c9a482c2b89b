#pragma warning disable ASPIREPROCESSCOMMAND001 // For evaluation until Aspire settles it; a button that starts a process needs nothing else.
using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace AppHost.Traffic;

internal static class DemoTrafficCommand
{
    /// <summary>A button in Aspire's dashboard that sends twenty seconds of platforms' traffic; pressable while the resource runs.</summary>
    public static IResourceBuilder<T> WithDemoTraffic<T>(this IResourceBuilder<T> builder, string repository, string readyFile) where T : IResource
    {
        var configuration = typeof(DemoTrafficCommand).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Release";
        return builder.WithProcessCommand("demo-traffic", "Envoyer du trafic de démo / Send demo traffic",
            _ => new ProcessCommandSpec("dotnet")
            {
                Arguments = ["run", "--no-build", "--configuration", configuration, "--project", Path.Combine(repository, "tests", "Traffic"), "--", "--ready-file", readyFile, "--seconds", "20"],
                WorkingDirectory = repository,
            },
            new ProcessCommandOptions
            {
                Description = "Recherches, affichages, clics, webhooks et une vidéo pendant 20 s / Searches, impressions, clicks, webhooks and a video for 20 s",
                IconName = "Play",
                IsHighlighted = true,
                DisplayImmediately = true,
                UpdateState = context => string.Equals(context.ResourceSnapshot.State?.Text, KnownResourceStates.Running, StringComparison.Ordinal)
                    ? ResourceCommandState.Enabled
                    : ResourceCommandState.Disabled,
            });
    }
}
