using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Testing;

namespace Analytics.Tests.Live;

/// <summary>The service on a real port, with little patience.</summary>
public sealed class ImpatientApp : AnalyticsApp
{
    public ImpatientApp(TestServers servers)
        : base(servers)
    {
        UseKestrel(0);
    }

    public int Port => ClientOptions.BaseAddress.Port;

    protected override IEnumerable<KeyValuePair<string, string>> Settings() => [new("Analytics:LiveReaderPatience", "00:00:02")];
}

public sealed class SlowReaderTests(ImpatientApp app) : IClassFixture<ImpatientApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_does_not_read_is_cut_off_and_the_others_read_on()
    {
        using var cutOff = new MetricCollector<long>(app.Meters, "campaign.analytics", "campaign.analytics.live.cut_off");
        using var viewers = new MetricCollector<long>(app.Meters, "campaign.analytics", "campaign.analytics.live.viewers");
        // A first event of some 12 MB: more than all buffers on the way take.
        await app.ExecuteAsync(
            """
            insert into rollup_minutes (bucket, campaign_id, partner, event_type, validity, verified, count)
            select date_trunc('minute', now(), 'UTC'), gen_random_uuid(), 'tiktok', 'impression', 'valid', true, 1 from generate_series(1, 60000)
            """);
        using var still = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 8 * 1024 };
        await still.ConnectAsync(IPAddress.Loopback, app.Port, Cancelled);
        await still.SendAsync(Encoding.ASCII.GetBytes($"GET /v1/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {AnalyticsApp.AdminKey}\r\n\r\n"), Cancelled);
        await using var reader = await LiveStream.OpenAsync(app.Admin());
        await reader.NextAsync("summary");

        await Eventually.IsTrueAsync(() => cutOff.GetMeasurementSnapshot().Sum(x => x.Value) == 1, Cancelled);

        await Eventually.IsTrueAsync(() => viewers.GetMeasurementSnapshot().Sum(x => x.Value) == 1, Cancelled);
        var campaign = Guid.CreateVersion7();
        await app.RecordAsync(Some.Event(campaign: campaign));
        (await reader.ChangesAsync(1)).ShouldBe([$"{campaign} impression 1"]);
        (await RestAsync(still)).ShouldNotEndWith("0\r\n\r\n");
        cutOff.GetMeasurementSnapshot().Sum(x => x.Value).ShouldBe(1);
    }

    /// <summary>All that still comes, until the connection ends one way or the other.</summary>
    private static async Task<string> RestAsync(Socket socket)
    {
        var rest = new StringBuilder();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, Cancelled) is var count and > 0)
                rest.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
        catch (SocketException)
        {
            // Reset: what was on the way is lost.
        }

        return rest.ToString();
    }
}
