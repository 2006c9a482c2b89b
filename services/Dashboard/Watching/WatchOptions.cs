using System.ComponentModel.DataAnnotations;

namespace Dashboard.Watching;

/// <summary>How the watcher watches; section <c>Watching</c>.</summary>
internal sealed class WatchOptions
{
    public const string Section = "Watching";

    /// <summary>Time between two looks at each service and server.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long one look may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after the dashboard's start a service that never answered is only awaited, not down.</summary>
    public TimeSpan StartGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Silence after which steady traffic counts as stopped.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Silence after which it is taken for the end of the traffic and the bar goes.</summary>
    public TimeSpan QuietAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long traffic must have been steady before its end is worth a bar.</summary>
    public TimeSpan FlowingFor { get; init; } = TimeSpan.FromMinutes(2);
}
