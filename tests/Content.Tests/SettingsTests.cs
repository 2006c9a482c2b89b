using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Options;
using Testing;

namespace Content.Tests;

/// <summary>A service without a setting that it needs does not start, and says which one.</summary>
public sealed class SettingsTests(TestServers servers)
{
    [Theory]
    [InlineData("Content:PublicUrl", "", "PublicUrl")]
    [InlineData("Content:PublicUrl", "not an address", "PublicUrl")]
    [InlineData("Uploads:Directory", "", "Directory")]
    [InlineData("Uploads:MaxBytes", "0", "MaxBytes")]
    [InlineData("Uploads:CheckPeriod", "00:00:00", "CheckPeriod")]
    [InlineData("SafetyCentre:QuickExitUrl", "", "QuickExitUrl")]
    [InlineData("SafetyCentre:QuickExitUrl", "javascript", "QuickExitUrl")]
    [InlineData("ConnectionStrings:content", null, "ConnectionStrings:content is missing")]
    [InlineData("ConnectionStrings:messaging", null, "ConnectionStrings:messaging is missing")]
    public async Task A_missing_or_wrong_setting_stops_the_start(string setting, string? value, string said)
    {
        await using var app = new ContentApp(servers);

        var exception = await FailedStart.OfAsync(() => app.WithWebHostBuilder(builder => builder.UseSetting(setting, value)).Services);

        exception.Message.ShouldContain(said);
        (exception is OptionsValidationException or InvalidOperationException).ShouldBeTrue();
    }
}
