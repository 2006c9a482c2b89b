namespace Content.Tests;

[Collection(OneService.Name)]
public sealed class OpenApiTests(ContentApp app)
{
    [Fact]
    public async Task The_checked_in_description_is_the_service_s_own()
    {
        using var client = app.Anonymous();
        var document = (await client.GetStringAsync("/openapi/v1.json")).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var file = Path.Combine(Root(), "services", "Content", "openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            await File.WriteAllTextAsync(file, document);
        document.ShouldBe((await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n"), "Run this test with UPDATE_OPENAPI=1 when the change is meant.");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Campaign.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Campaign.sln is in no folder above the tests.");
        return folder.FullName;
    }
}
