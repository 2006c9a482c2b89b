using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Options;
using Testing;

namespace Analytics.Tests;

public sealed class StartTests
{
    [Theory]
    [InlineData("ConnectionStrings:metrics")]
    [InlineData("ConnectionStrings:messaging")]
    public async Task A_missing_setting_stops_the_start_and_is_named(string missing) =>
        (await FailedStart.OfAsync(() =>
        {
            using var app = new WebApplicationFactory<AnalyticsMetrics>().WithWebHostBuilder(host => Configure(host, missing));
            return app.Services;
        })).ShouldBeOfType<InvalidOperationException>().Message.ShouldContain(missing);

    [Theory]
    [InlineData("Analytics:RawDays", "0")]
    [InlineData("Analytics:PartitionsAhead", "365")]
    [InlineData("Analytics:MinuteDays", "6")]
    [InlineData("Analytics:HourDays", "89")]
    [InlineData("Analytics:PartnerDayFinalAfter", "00:30:00")]
    public async Task A_setting_out_of_range_stops_the_start_and_is_named(string name, string value) =>
        (await FailedStart.OfAsync(() =>
        {
            using var app = new WebApplicationFactory<AnalyticsMetrics>().WithWebHostBuilder(host =>
            {
                Configure(host, "");
                host.UseSetting(name, value);
            });
            return app.Services;
        })).ShouldBeOfType<OptionsValidationException>().Message.ShouldContain(name.Split(':')[1]);

    private static void Configure(IWebHostBuilder host, string missing)
    {
        foreach (var (name, value) in new[] { ("ConnectionStrings:metrics", "Host=127.0.0.1;Port=1;Database=x"), ("ConnectionStrings:messaging", "amqp://127.0.0.1:1") })
        {
            if (name != missing)
                host.UseSetting(name, value);
        }
    }
}
