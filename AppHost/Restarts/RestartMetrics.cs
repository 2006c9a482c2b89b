using System.Diagnostics.Metrics;

namespace AppHost.Restarts;

internal sealed class RestartMetrics
{
    public const string MeterName = "Campaign.AppHost";
    public const string RestartsName = "campaign.apphost.restarts";

    private readonly Counter<long> _restarts;

    public RestartMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _restarts = meter.CreateCounter<long>(RestartsName, "{restart}", "Crashed resources that were started again.");
    }

    public void Restarted(string resource) => _restarts.Add(1, new KeyValuePair<string, object?>("resource", resource));
}
