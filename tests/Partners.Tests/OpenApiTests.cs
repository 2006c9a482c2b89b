using Testing;

namespace Partners.Tests;

[Collection(OneService.Name)]
public sealed class OpenApiTests(PartnersApp app)
{
    [Fact]
    public async Task The_checked_in_description_is_the_services_own()
    {
        using var client = app.Anonymous();
        await CheckedInDescription.ShouldBeCurrentAsync(client, "Partners", TestContext.Current.CancellationToken);
    }
}
