using System.Runtime.CompilerServices;

namespace Analytics.Tests;

[Collection(SharedApp.Name)]
public sealed class OpenApiTests(AnalyticsApp app)
{
    [Fact]
    public async Task The_document_is_the_one_that_is_checked_in()
    {
        using var client = app.Anonymous();
        var document = await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var file = CheckedIn();
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            await File.WriteAllTextAsync(file, document.TrimEnd() + "\n", TestContext.Current.CancellationToken);

        document.TrimEnd().ShouldBe((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).TrimEnd());
    }

    private static string CheckedIn([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../services/Analytics/openapi.json");
}
