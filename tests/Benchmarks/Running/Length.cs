namespace Benchmarks.Running;

/// <summary>Whether the long form was asked for, by <c>--long</c>: minutes instead of seconds where only time tells.</summary>
internal static class Length
{
    public const string Option = "--long";

    public static bool IsLong { get; set; }
}
