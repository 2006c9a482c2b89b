using Shouldly;

namespace Testing;

/// <summary>The OpenAPI file beside a service says what the service itself says.</summary>
public static class CheckedInDescription
{
    /// <param name="client">Asks the service; where it listens today is no part of its description.</param>
    /// <param name="service">The folder below <c>services/</c> that holds <c>openapi.json</c>; UPDATE_OPENAPI=1 writes that file first.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public static async Task ShouldBeCurrentAsync(HttpClient client, string service, CancellationToken cancellationToken)
    {
        var document = (await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), cancellationToken)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        document = document.Replace(client.BaseAddress!.GetLeftPart(UriPartial.Authority), "http://localhost", StringComparison.Ordinal);
        var file = Path.Combine(Root(), "services", service, "openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            await File.WriteAllTextAsync(file, document, cancellationToken);
        document.ShouldBe((await File.ReadAllTextAsync(file, cancellationToken)).ReplaceLineEndings("\n").TrimEnd() + "\n", "Run this test with UPDATE_OPENAPI=1 when the change is meant.");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Campaign.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Campaign.sln is in no folder above the tests.");
        return folder.FullName;
    }
}
