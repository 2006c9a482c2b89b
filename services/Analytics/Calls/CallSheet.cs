namespace Analytics.Calls;

/// <summary>One line of an import as it came: texts, each with the name of its place for whoever has to mend it.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Cells">By column: <c>date</c>, <c>hour</c>, <c>calls</c>, <c>urgent</c>.</param>
internal sealed record SheetLine(long Line, IReadOnlyDictionary<string, SheetCell> Cells);

/// <param name="Column">Column of the file from 1.</param>
/// <param name="Text">What stands there.</param>
internal sealed record SheetCell(int Column, string Text);

/// <summary>The columns of an import.</summary>
internal static class SheetColumns
{
    public const string Date = "date";
    public const string Hour = "hour";
    public const string Calls = "calls";
    public const string Urgent = "urgent";

    public static readonly IReadOnlyList<string> All = [Date, Hour, Calls, Urgent];

    public static readonly IReadOnlyList<string> Required = [Date, Calls];
}

/// <summary>A figure that passed all checks.</summary>
internal sealed record CallFigure(DateOnly Day, short Hour, int Calls, int? Urgent);

/// <summary>What is wrong with an import, by place: <c>line 3, column 2 (calls)</c>. Stops collecting when nobody would read on.</summary>
internal sealed class SheetErrors
{
    private const int Most = 100;
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    public IDictionary<string, string[]> ByPlace => _errors;

    public void Add(ImportTexts texts, long line, int column, string name, string text)
    {
        if (_errors.Count < Most)
            _errors.TryAdd(texts.Place(line, column, name), [text]);
    }
}
