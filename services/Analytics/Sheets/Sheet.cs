namespace Analytics.Sheets;

/// <summary>One line of an import as it came: texts, each with the name of its place for whoever has to mend it.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Cells">By column.</param>
internal sealed record SheetLine(long Line, IReadOnlyDictionary<string, SheetCell> Cells)
{
    /// <summary>What stands in a column; empty when the file has no such column.</summary>
    public string Text(string column) => Cells.TryGetValue(column, out var cell) ? cell.Text : "";
}

/// <param name="Column">Column of the file from 1.</param>
/// <param name="Text">What stands there.</param>
internal sealed record SheetCell(int Column, string Text);

/// <summary>Which columns a kind of import has.</summary>
internal sealed record SheetForm(IReadOnlyList<string> Columns, IReadOnlyList<string> Required)
{
    /// <summary>For messages.</summary>
    public string Names => string.Join(", ", Columns);
}

/// <summary>What is wrong with an import, by place: <c>line 3, column 2 (calls)</c>. Stops collecting when nobody would read on.</summary>
internal sealed class SheetErrors(SheetTexts texts)
{
    private const int Most = 100;
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    public IDictionary<string, string[]> ByPlace => _errors;

    public void Add(long line, int column, string name, string text)
    {
        if (_errors.Count < Most)
            _errors.TryAdd(texts.Place(line, column, name), [text]);
    }

    /// <summary>A fault in a column of a line.</summary>
    public void Add(SheetLine line, string column, string text) => Add(line.Line, line.Cells.TryGetValue(column, out var cell) ? cell.Column : 1, column, text);
}
