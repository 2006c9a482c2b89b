namespace Dashboard.Tests;

[Collection(OneDashboard.Name)]
public sealed class OpenApiTests(DashboardApp app)
{
    [Fact]
    public async Task The_checked_in_description_is_the_service_s_own()
    {
        using var client = app.Visitor();
        var document = (await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        document = document.Replace(app.Address.ToString().TrimEnd('/'), "http://localhost", StringComparison.Ordinal);
        var file = Path.Combine(Root(), "services", "Dashboard", "openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            await File.WriteAllTextAsync(file, document, TestContext.Current.CancellationToken);
        document.ShouldBe((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), "Run this test with UPDATE_OPENAPI=1 when the change is meant.");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Campaign.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Campaign.sln is in no folder above the tests.");
        return folder.FullName;
    }
}
