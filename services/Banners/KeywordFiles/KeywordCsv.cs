using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Banners.Authoring;
using Banners.Data;
using Banners.Mistakes;
using CsvHelper;

namespace Banners.KeywordFiles;

/// <summary>
/// A keyword set as a table for a spreadsheet: <c>text,matchType,kind,negative</c>. A cell that a spreadsheet would take for a formula is written
/// with an apostrophe before it and read without; commas, semicolons and tabs are taken as separators, as the heading has them.
/// </summary>
internal static partial class KeywordCsv
{
    /// <summary>So many mistakes are named at once.</summary>
    private const int MostErrors = 50;

    private const int LongestLine = 64 * 1024;

    private static readonly string[] Columns = ["text", "matchType", "kind", "negative"];

    /// <summary>UTF-8 with a mark at its beginning, by which spreadsheets know it.</summary>
    public static byte[] Write(IEnumerable<Keyword> keywords)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, CsvWriterOptions.Default with { WriteByteOrderMark = true }, leaveOpen: true))
        {
            foreach (var column in Columns)
                csv.WriteField(column);
            csv.EndRecord();
            foreach (var keyword in keywords.OrderBy(keyword => keyword.Position))
            {
                csv.WriteField(Guarded(keyword.Text));
                csv.WriteField(CampaignAnswer.NameOf(keyword.MatchType));
                csv.WriteField(keyword.Kind);
                csv.WriteField(keyword.Negative ? "true" : "false");
                csv.EndRecord();
            }
        }

        return bytes.ToArray();
    }

    /// <exception cref="DecoderFallbackException">It is not UTF-8.</exception>
    public static async Task<KeywordTable> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        var heading = await text.ReadLineAsync(cancellationToken) ?? "";
        var separator = new[] { ';', '\t' }.FirstOrDefault(heading.Contains, ',');
        var columns = heading.Split(separator).Select(name => name.Trim().Trim('"')).ToList();
        var table = new KeywordTable();
        foreach (var unknown in columns.Where(name => !Columns.Contains(name, StringComparer.OrdinalIgnoreCase)))
            table.Add(1, unknown, Sentences.ColumnUnknown.With(string.Join(", ", Columns)));
        foreach (var missing in Columns.Take(2).Where(name => !columns.Contains(name, StringComparer.OrdinalIgnoreCase)))
            table.Add(1, missing, Sentences.ColumnMissing);
        if (columns.Distinct(StringComparer.OrdinalIgnoreCase).Count() < columns.Count)
            table.Add(1, "text", Sentences.ColumnTwice);
        if (table.Errors.Count > 0)
            return table;

        var places = Columns.Select(name => columns.FindIndex(x => string.Equals(x, name, StringComparison.OrdinalIgnoreCase))).ToArray();
        using var csv = CsvReader.Create(text, CsvReaderOptions.Default with
        {
            Separator = separator,
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = LongestLine,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
        }, leaveOpen: true);
        try
        {
            while (table.Errors.Count < MostErrors && await csv.ReadAsync(cancellationToken))
            {
                var line = csv.LineNumber + 1;
                if (table.Keywords.Count < KeywordRules.Most)
                    ReadRow(table, line, [.. places.Select(place => place >= 0 && place < csv.FieldCount ? csv.GetString(place) : "")], csv.FieldCount > columns.Count);
                else if (table.Errors.Count == 0)
                    table.Add(line, "text", Sentences.TooManyKeywords.With(KeywordRules.Most));
            }
        }
        catch (CsvFormatException broken)
        {
            table.Add(broken.LineNumber + 1, "text", Sentences.QuotationMark);
        }

        return table;
    }

    private static void ReadRow(KeywordTable table, long line, string[] cells, bool tooMany)
    {
        var (text, matchType, kind, negative) = (Plain(cells[0]), cells[1].Trim(), cells[2].Trim(), cells[3].Trim());
        var known = table.Errors.Count;
        if (tooMany)
            table.Add(line, "text", Sentences.TooManyCells);
        if (!MatchType().IsMatch(matchType))
            table.Add(line, "matchType", Sentences.MatchTypes);
        else if (KeywordRules.WrongWith(text, SetKeywords.TypeOf(matchType)) is { } wrong)
            table.Add(line, "text", wrong);
        if (kind.Length > 0 && !Kind().IsMatch(kind))
            table.Add(line, "kind", Sentences.KindForm);
        if (!Negative().IsMatch(negative))
            table.Add(line, "negative", Sentences.TrueOrFalse);
        if (table.Errors.Count == known)
            table.Add(line, new SetKeywords.Item(text, matchType.ToLowerInvariant(), kind.Length > 0 ? kind : null, negative.ToUpperInvariant() is "TRUE" or "VRAI"));
    }

    private static string Guarded(string text) => Formula().IsMatch(text) ? $"'{text}" : text;

    private static string Plain(string cell) => cell.StartsWith('\'') && Formula().IsMatch(cell) ? cell[1..] : cell;

    [GeneratedRegex("^'*[=+\\-@\t\r]", RegexOptions.NonBacktracking)]
    private static partial Regex Formula();

    [GeneratedRegex(MatchTypeAttribute.Pattern, RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MatchType();

    [GeneratedRegex(KindAttribute.Pattern, RegexOptions.NonBacktracking)]
    private static partial Regex Kind();

    [GeneratedRegex("^(true|false|vrai|faux|)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Negative();
}

/// <summary>What stood in a file, and what is wrong with it.</summary>
internal sealed class KeywordTable
{
    private readonly Dictionary<(string Text, string MatchType), long> _lines = [];

    public List<SetKeywords.Item> Keywords { get; } = [];

    /// <summary>By line and column: <c>line 7, matchType</c>.</summary>
    public Dictionary<string, string[]> Errors { get; } = new(StringComparer.Ordinal);

    public void Add(long line, string column, string error) => Errors.TryAdd(string.Create(CultureInfo.InvariantCulture, $"line {line}, {column}"), [error]);

    public void Add(long line, SetKeywords.Item keyword)
    {
        if (_lines.TryAdd((keyword.Text, keyword.MatchType), line))
            Keywords.Add(keyword);
        else
            Add(line, "text", Sentences.KeywordTwice.With(_lines[(keyword.Text, keyword.MatchType)]));
    }
}
