using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Options;
using Testing;

namespace Partners.Tests;

/// <summary>A service without a setting that it needs does not start, and says which one.</summary>
public sealed class SettingsTests(PartnersApp app) : IClassFixture<PartnersApp>
{
    [Theory]
    [InlineData("Encryption:Key", "", "Key")]
    [InlineData("Encryption:Key", "c2hvcnQ=", "Encryption:Key must be 32 bytes")]
    [InlineData("Encryption:Key", "not base64", "Encryption:Key must be 32 bytes")]
    [InlineData("Seed:Partners:tiktok:Key", "", "Seed:Partners:tiktok:Key is missing")]
    [InlineData("Seed:Partners:tiktok:Key", PartnersApp.TwitterKey, "also another partner's key")]
    [InlineData("Seed:Partners:tiktok:WebhookSecret", "", "Seed:Partners:tiktok:WebhookSecret is missing")]
    [InlineData("Seed:Partners:tiktok:WebhookSecret", "whsec_c2hvcnQ=", "Seed:Partners:tiktok:WebhookSecret is missing or not whsec_")]
    [InlineData("Seed:Partners:tiktok:WebOrigins:0", "https://www.tiktok.example/path", "is not an origin")]
    [InlineData("Webhooks:RetrySchedule", "soon", "Webhooks:RetrySchedule")]
    [InlineData("Webhooks:RetrySchedule", " ", "Webhooks:RetrySchedule")]
    [InlineData("Webhooks:Jitter", "2", "Jitter")]
    public async Task A_missing_or_wrong_setting_stops_the_start(string setting, string value, string said)
    {
        var exception = await FailedStart.OfAsync(() => app.WithWebHostBuilder(builder => builder.UseSetting(setting, value)).Services);
        exception.Message.ShouldContain(said);
        exception.ToString().ShouldNotContain(PartnersApp.TikTokSecret["whsec_".Length..]);
        (exception is OptionsValidationException or InvalidOperationException).ShouldBeTrue();
    }
}
