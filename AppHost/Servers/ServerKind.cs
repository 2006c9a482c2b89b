using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace AppHost.Servers;

public enum ServerKind
{
    /// <summary>The official images, in the container engine of this machine.</summary>
    Container,

    /// <summary>Debian's own servers, as ordinary processes.</summary>
    Local,
}

/// <summary>Chooses how the servers run: the setting Servers decides, else a container engine that answers; publishing always means containers.</summary>
public static class ChooseServers
{
    public const string Setting = "Servers";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static ServerKind Choose(IConfiguration configuration, bool publishing, Func<bool> engineAnswers)
    {
        ArgumentNullException.ThrowIfNull(engineAnswers);
        if (publishing)
            return ServerKind.Container;
        return configuration[Setting]?.ToUpperInvariant() switch
        {
            null or "" => engineAnswers() ? ServerKind.Container : ServerKind.Local,
            "LOCAL" => ServerKind.Local,
            "CONTAINER" => engineAnswers()
                ? ServerKind.Container
                : throw new SetupException("Servers=container, but no container engine answers (docker info, podman info): start one, or say Servers=local."),
            var other => throw new SetupException($"Servers={other} means nothing: say Servers=container or Servers=local."),
        };
    }

    public static bool AnEngineAnswers() => Answers("docker") || Answers("podman");

    private static bool Answers(string engine)
    {
        try
        {
            using var info = Process.Start(new ProcessStartInfo(engine, ["info"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false });
            if (info is null)
                return false;
            info.OutputDataReceived += (_, _) => { };
            info.ErrorDataReceived += (_, _) => { };
            info.BeginOutputReadLine();
            info.BeginErrorReadLine();
            if (info.WaitForExit(Patience))
                return info.ExitCode == 0;
            info.Kill(entireProcessTree: true);
            return false;
        }
        catch (Win32Exception)
        {
            return false; // not installed
        }
    }
}
