using Testing;

namespace Dashboard.Tests;

[Collection(OneDashboard.Name)]
public sealed class OpenApiTests(DashboardApp app)
{
    [Fact]
    public async Task The_checked_in_description_is_the_services_own()
    {
        using var client = app.Visitor();
        await CheckedInDescription.ShouldBeCurrentAsync(client, "Dashboard", TestContext.Current.CancellationToken);
    }
}
