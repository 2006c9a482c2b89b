using Analytics.Sheets;

namespace Analytics.Calls;

/// <summary>The columns of an import.</summary>
internal static class CallColumns
{
    public const string Date = "date";
    public const string Hour = "hour";
    public const string Calls = "calls";
    public const string Urgent = "urgent";

    public static readonly SheetForm Form = new([Date, Hour, Calls, Urgent], [Date, Calls]);
}

/// <summary>A figure that passed all checks.</summary>
internal sealed record CallFigure(DateOnly Day, short Hour, int Calls, int? Urgent);
