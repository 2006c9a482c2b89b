using Microsoft.Playwright;

namespace Browsing;

/// <summary>Pictures of the pages, kept as artifacts of the run in artifacts/screenshots.</summary>
public static class Screenshots
{
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(Repository(), "artifacts", "screenshots")).FullName;

    public static Task KeepAsync(this IPage page, string name, bool fullPage = false) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}.png"), FullPage = fullPage });

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Campaign.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("Campaign.sln is in no folder above the tests.");
    }
}
