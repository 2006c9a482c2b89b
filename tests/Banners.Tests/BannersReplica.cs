using Banners;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Testing;

namespace Banners.Tests;

/// <summary>The service on servers that the test names, also on such as do not answer.</summary>
public sealed class BannersReplica(string database, string messaging, string state, params KeyValuePair<string, string>[] settings) : WebApplicationFactory<BannersMetrics>
{
    /// <summary>Nobody listens there.</summary>
    public const string NoDatabase = "Host=127.0.0.1;Port=9;Username=nobody;Database=nothing";
    public const string NoBroker = "amqp://guest:guest@127.0.0.1:9/none";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("ConnectionStrings:banners", database);
        builder.UseSetting("ConnectionStrings:messaging", messaging);
        builder.UseSetting("Keys:Admin", BannersApp.AdminKey);
        builder.UseSetting("State:Directory", state);
        foreach (var (key, value) in BannersApp.StandardSettings.Concat(settings))
            builder.UseSetting(key, value);
    }

    public HttpClient Anonymous() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
}
