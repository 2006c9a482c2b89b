using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Messaging;

namespace Analytics.Tests.Completing;

/// <summary>Stands for Banners, Content and Partners: says what waits in their outboxes.</summary>
public sealed class Neighbours : IAsyncDisposable
{
    private readonly WebApplication _host;

    private Neighbours(WebApplication host) => _host = host;

    /// <summary>When the oldest message of a service was written.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> Waiting { get; } = new(StringComparer.Ordinal);

    /// <summary>Services that do not answer.</summary>
    public ConcurrentDictionary<string, bool> Silent { get; } = new(StringComparer.Ordinal);

    /// <summary>Where each listens, for service discovery: an address of its own for each.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings => _host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
        .Select(address => new KeyValuePair<string, string>($"services:{Services[new Uri(address).Host]}:http:0", address));

    private static readonly Dictionary<string, string> Services = new(StringComparer.Ordinal) { ["127.0.0.1"] = "banners", ["127.0.0.2"] = "content", ["127.0.0.3"] = "partners" };

    public static async Task<Neighbours> StartAsync(string key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var host = builder.Build();
        foreach (var address in Services.Keys)
            host.Urls.Add($"http://{address}:0");
        var neighbours = new Neighbours(host);
        host.MapGet("/v1/waiting", (HttpContext http) =>
        {
            var service = Services[http.Connection.LocalIpAddress!.ToString()];
            return http.Request.Headers.Authorization != $"Bearer {key}" ? Results.StatusCode((int)HttpStatusCode.Unauthorized)
                : neighbours.Silent.ContainsKey(service) ? Results.StatusCode((int)HttpStatusCode.ServiceUnavailable)
                : Results.Ok(new WaitingAnswer(Some.Now, neighbours.Waiting.TryGetValue(service, out var oldest) ? oldest : null));
        });
        await host.StartAsync(TestContext.Current.CancellationToken);
        return neighbours;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
