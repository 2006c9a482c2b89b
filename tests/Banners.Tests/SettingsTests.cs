using Testing;

namespace Banners.Tests;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Tokens:Keys", "", "The setting Tokens:Keys is missing")]
    [InlineData("Tokens:Keys", "k1:dG9vIHNob3J0", "32 bytes")]
    [InlineData("Tokens:Keys", "k1", "32 bytes")]
    [InlineData("Bundles:Keys", "", "The setting Bundles:Keys is missing")]
    [InlineData("Bundles:Keys", "b1:dG9vIHNob3J0", "32 bytes")]
    [InlineData("Bundles:Keys", "b1", "32 bytes")]
    [InlineData("Banners:PublicUrl", "", "The setting Banners:PublicUrl is missing")]
    [InlineData("Content:PublicUrl", "", "The setting Content:PublicUrl is missing")]
    [InlineData("Content:PublicUrl", "content", "must be an http or https address")]
    [InlineData("RateLimits:AddressPerSecond", "-1", "AddressPerSecond")]
    public async Task Without_a_setting_that_is_needed_the_start_fails_and_says_which(string setting, string value, string said) =>
        (await FailedStart.OfAsync(() =>
        {
            using var app = new BannersReplica(BannersReplica.NoDatabase, BannersReplica.NoBroker, Path.GetTempPath(), new KeyValuePair<string, string>(setting, value));
            return app.Anonymous();
        })).ToString().ShouldContain(said);
}
