using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Analytics.Tests;

/// <summary>A second Analytics on an app's database. It has no broker, so that the app alone stores what is published.</summary>
public sealed class AnalyticsReplica(AnalyticsApp app) : WebApplicationFactory<AnalyticsMetrics>
{
    public HttpClient Admin()
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AnalyticsApp.AdminKey);
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("ConnectionStrings:metrics", app.Database);
        builder.UseSetting("ConnectionStrings:messaging", "amqp://guest:guest@127.0.0.1:9/none");
        builder.UseSetting("Keys:Admin", AnalyticsApp.AdminKey);
        builder.UseSetting("Logging:LogLevel:MassTransit", "None");
        builder.UseSetting("State:Directory", Path.Combine(app.Folder, "replica"));
    }
}
