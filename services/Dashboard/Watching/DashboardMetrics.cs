using System.Diagnostics.Metrics;

namespace Dashboard.Watching;

/// <summary>Instruments of the meter <c>campaign.dashboard</c>.</summary>
internal sealed class DashboardMetrics
{
    private readonly Counter<long> _incidents;

    public DashboardMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("campaign.dashboard");
        _incidents = meter.CreateCounter<long>("campaign.dashboard.incidents", "{incident}", "Incidents that the watcher raised, by subject and kind.");
    }

    public void Raised(string subject, IncidentKind kind) =>
        _incidents.Add(1, new KeyValuePair<string, object?>("subject", subject), new KeyValuePair<string, object?>("kind", kind.ToString()));
}
