using Testing;

namespace Banners.Tests;

[Collection<BannersCollection>]
public sealed class OpenApiTests(BannersApp app)
{
    [Fact]
    public async Task The_checked_in_description_is_the_services_own()
    {
        using var client = app.Anonymous();
        await CheckedInDescription.ShouldBeCurrentAsync(client, "Banners", TestContext.Current.CancellationToken);
    }
}
