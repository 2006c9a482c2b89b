using Testing;

namespace Banners.Tests.Demo;

/// <summary>The service on a real port, for a browser.</summary>
public sealed class DemoApp : BannersApp
{
    public DemoApp(TestServers servers)
        : base(servers)
    {
        UseKestrel(0);
    }

    public Uri Address => ClientOptions.BaseAddress;
}
