using Testing;

namespace Dashboard.Tests;

public sealed class SettingsTests(TestServers servers)
{
    [Theory]
    [InlineData("Keys:Admin", "Keys:Admin")]
    [InlineData("Acting:SigningKey", "Acting:SigningKey")]
    [InlineData("Seed:Users:0:Role", "Seed:Users:0:Role")]
    [InlineData("Seed:Users:0:Password", "Seed:Users:0:Password")]
    public async Task Missing_setting_stops_the_start_and_is_named(string setting, string named)
    {
        var failure = await FailedStart.OfAsync(async () =>
        {
            await using var app = new AppWithout(servers, setting);
            await app.InitializeAsync();
        });
        failure.ToString().ShouldContain(named);
    }

    private sealed class AppWithout(TestServers servers, string setting) : DashboardApp(servers)
    {
        protected override IEnumerable<KeyValuePair<string, string>> Settings() =>
            base.Settings().Where(pair => !string.Equals(pair.Key, setting, StringComparison.Ordinal)).Append(new(setting, null!));
    }
}
