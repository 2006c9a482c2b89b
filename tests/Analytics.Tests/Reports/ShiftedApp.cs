using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Testing;

namespace Analytics.Tests.Reports;

/// <summary>An Analytics that lives in November 2026: clocks went back in Paris on 25 October and forward in Sydney on 4 October.</summary>
public sealed class ShiftedApp(TestServers servers) : AnalyticsApp(servers)
{
    public static readonly DateTimeOffset Start = new(2026, 11, 10, 9, 30, 0, TimeSpan.Zero);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(new Shifted(Start)));
    }

    private sealed class Shifted(DateTimeOffset start) : TimeProvider
    {
        private readonly TimeSpan _shift = start - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
    }
}
