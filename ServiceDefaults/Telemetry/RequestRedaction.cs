using System.Diagnostics;
using OpenTelemetry;

namespace ServiceDefaults.Telemetry;

/// <summary>
/// Takes addresses out of spans: paths hold tokens, queries may hold anything, and Aspire switches the instrumentation's own
/// redaction off (OTEL_DOTNET_EXPERIMENTAL_*_DISABLE_URL_QUERY_REDACTION). The route template stays.
/// </summary>
internal sealed class RequestRedaction : BaseProcessor<Activity>
{
    private static readonly string[] Removed = ["url.query", "http.target", "http.url", "client.address", "network.peer.address", "user_agent.original", "net.peer.ip"];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Removed)
            data.SetTag(tag, null);
        if (data.GetTagItem("url.path") is not null)
            data.SetTag("url.path", data.GetTagItem("http.route"));
        if (data.GetTagItem("url.full") is string full)
            data.SetTag("url.full", Uri.TryCreate(full, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : null);
    }
}
