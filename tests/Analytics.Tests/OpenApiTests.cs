using Testing;

namespace Analytics.Tests;

[Collection(SharedApp.Name)]
public sealed class OpenApiTests(AnalyticsApp app)
{
    [Fact]
    public async Task The_checked_in_description_is_the_services_own()
    {
        using var client = app.Anonymous();
        await CheckedInDescription.ShouldBeCurrentAsync(client, "Analytics", TestContext.Current.CancellationToken);
    }
}
