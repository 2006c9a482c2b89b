using System.Net.Http.Headers;
using ServiceDefaults.Messaging;

namespace Analytics.Completing;

/// <summary>Asks the services whose events are counted here what waits in their outboxes.</summary>
internal sealed class Outboxes(IHttpClientFactory clients, IConfiguration configuration)
{
    /// <summary>Names in service discovery.</summary>
    public static readonly IReadOnlyList<string> Services = ["banners", "content", "partners"];

    // The loop asks again in a few seconds: one try with a short limit instead of the standard retries.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Outboxes>();
        foreach (var service in Services)
        {
            builder.Services.AddHttpClient(service, client =>
            {
                client.BaseAddress = new Uri($"https+http://{service}");
                client.Timeout = Patience;
            }).RemoveAllResilienceHandlers();
        }
    }

    /// <summary>When the oldest waiting message was written, or null when none waits.</summary>
    /// <exception cref="HttpRequestException">The service does not say.</exception>
    public async Task<DateTimeOffset?> OldestAsync(string service, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(service);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", configuration["Keys:Admin"]);
        var answer = await client.GetFromJsonAsync<WaitingAnswer>(new Uri("/v1/waiting", UriKind.Relative), cancellationToken);
        return answer?.OldestWaitingAt;
    }
}
