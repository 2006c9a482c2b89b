using System.Reflection;
using Microsoft.Extensions.Configuration.Memory;
using Partners.Data;
using Partners.Inbound;
using Partners.Outbound;
using Partners.Registry;
using Partners.Retention;
using Partners.Signing;
using Partners.Subscriptions;
using ServiceDefaults.Database;

namespace Partners;

/// <summary>Everything this service has of its own, and every address it answers.</summary>
internal static class PartnersServices
{
    public static void AddPartners(this WebApplicationBuilder builder)
    {
        builder.AddSeedFile();
        builder.Services.AddOptions<EncryptionOptions>().BindConfiguration(EncryptionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<SeedOptions>().BindConfiguration(SeedOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        // Again, though the defaults have it: its generator only sees requests of the assembly that calls it.
        builder.Services.AddValidation();
        builder.Services.AddSingleton<SecretVault>();
        builder.Services.AddSingleton<PartnersMetrics>();
        builder.Services.AddSingleton(Random.Shared);
        builder.Services.AddSingleton<ISeed, SeedPartners>();

        builder.Services.AddScoped<DeliveryQueue>();
        builder.Services.AddScoped<ClaimDeliveries>();
        builder.Services.AddScoped<RecordAttempt>();
        builder.Services.AddSingleton<WebhookClient>();
        builder.Services.AddSingleton<SendWebhook>();
        builder.Services.AddHostedService<DeliveryDispatcher>();
        builder.Services.AddSingleton<Purge>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Purge>());
    }

    public static void MapPartners(this IEndpointRouteBuilder app)
    {
        app.MapReceiveEvents();

        app.MapListPartners();
        app.MapRotateSecret();

        app.MapCreateSubscription();
        app.MapListSubscriptions();
        app.MapDeleteSubscription();
        app.MapEnableSubscription();
        app.MapTestSubscription();
        app.MapRotateSubscriptionSecret();

        app.MapListDeliveries();
        app.MapShowDelivery();
        app.MapReplayDelivery();
    }

    /// <summary>Names and natures of the partners that the settings only give keys to; every other source overrules this one.</summary>
    private static void AddSeedFile(this WebApplicationBuilder builder)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("Partners.Registry.seed.json")!;
        var values = new ConfigurationBuilder().AddJsonStream(file).Build().AsEnumerable();
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = values });
    }
}
