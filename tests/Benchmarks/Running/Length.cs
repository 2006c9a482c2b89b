using System.Globalization;

namespace Benchmarks.Running;

/// <summary>How long to measure where only time tells.</summary>
internal static class Length
{
    public const string Option = "--long";
    private const string OutageOption = "--outage=";

    /// <summary>Minutes instead of seconds.</summary>
    public static bool IsLong { get; private set; }

    /// <summary>How long the broker stands still, when <c>--outage=SECONDS</c> says so.</summary>
    public static int? OutageSeconds { get; private set; }

    /// <returns>What is no option of this.</returns>
    public static string[] Read(string[] args)
    {
        IsLong = args.Contains(Option, StringComparer.Ordinal);
        OutageSeconds = args.LastOrDefault(arg => arg.StartsWith(OutageOption, StringComparison.Ordinal)) is { } given
            && int.TryParse(given[OutageOption.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds : null;
        return [.. args.Where(arg => !string.Equals(arg, Option, StringComparison.Ordinal) && !(OutageSeconds is not null && arg.StartsWith(OutageOption, StringComparison.Ordinal)))];
    }
}
