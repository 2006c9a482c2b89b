using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Privacy;

/// <summary>A text that nobody searches for: wherever it turns up, a search was kept.</summary>
internal static class Canary
{
    public const string Text = "kanarienvogel4711";

    public static async Task IsInNoLogAsync(RunningSystem system, params string[] tokens)
    {
        foreach (var (resource, lines) in await system.LogsAsync())
        {
            lines.ShouldNotBeEmpty($"nothing was read of {resource}'s log, so nothing is proven");
            foreach (var secret in tokens.Append(Text))
                lines.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty($"{resource}'s log holds {secret}");
        }
    }
}
