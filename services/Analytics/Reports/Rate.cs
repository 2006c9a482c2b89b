namespace Analytics.Reports;

/// <summary>Ratios of reports: six decimals, and none of nothing.</summary>
internal static class Rate
{
    /// <returns>Null when the base is 0.</returns>
    public static double? Of(double part, double whole) => whole == 0 ? null : Math.Round(part / whole, 6);
}
