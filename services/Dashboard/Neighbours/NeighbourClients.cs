using System.ComponentModel.DataAnnotations;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace Dashboard.Neighbours;

/// <summary>The key with which the dashboard asks the other services; setting <c>Keys:Admin</c>.</summary>
internal sealed class KeysOptions
{
    public const string Section = "Keys";

    [Required(ErrorMessage = "The setting Keys:Admin is missing: the key with which the dashboard asks the other services.")]
    public string Admin { get; init; } = "";
}

internal static class NeighbourClients
{
    /// <summary>Names in service discovery.</summary>
    public static IReadOnlyList<string> All { get; } = ["banners", "content", "analytics", "partners"];

    // A person waits, or a loop asks again in a second: one try with a short limit instead of the standard retries.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // 100,000 keywords are read, checked and written in one call.
    private static readonly TimeSpan WholeSet = TimeSpan.FromMinutes(1);

    public static void AddNeighbours(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<KeysOptions>().BindConfiguration(KeysOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHttpClient<BannersClient>(Configure("banners")).RemoveAllResilienceHandlers();
        builder.Services.AddHttpClient<AuthoringClient>(Configure("banners", WholeSet)).RemoveAllResilienceHandlers();
        builder.Services.AddHttpClient<HelplinesClient>(Configure("banners")).RemoveAllResilienceHandlers();
        builder.Services.AddHttpClient<ContentClient>(Configure("content")).RemoveAllResilienceHandlers();
        builder.Services.AddHttpClient<AnalyticsClient>(Configure("analytics")).RemoveAllResilienceHandlers();
        builder.Services.AddHttpClient<PartnersClient>(Configure("partners")).RemoveAllResilienceHandlers();
    }

    public static Uri AddressOf(string service) => new($"https+http://{service}");

    private static Action<IServiceProvider, HttpClient> Configure(string service, TimeSpan? patience = null) => (services, client) =>
    {
        client.BaseAddress = AddressOf(service);
        client.Timeout = patience ?? Patience;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", services.GetRequiredService<IOptions<KeysOptions>>().Value.Admin);
    };
}
