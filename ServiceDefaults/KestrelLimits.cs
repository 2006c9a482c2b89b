using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ServiceDefaults;

internal static class KestrelLimits
{
    // A decision, an event or a webhook is small; an endpoint that takes more (an upload) says so itself.
    private const long MaxRequestBytes = 1024 * 1024;

    public static IWebHostBuilder UseKestrelLimits(this IWebHostBuilder host) =>
        host.UseKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxRequestBytes;
            options.Limits.MinRequestBodyDataRate = new MinDataRate(100, TimeSpan.FromSeconds(10));
        });
}
