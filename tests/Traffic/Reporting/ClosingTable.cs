using System.Globalization;
using Spectre.Console;
using Traffic.Counting;
using Traffic.Driving;

namespace Traffic.Reporting;

/// <summary>Sent, acknowledged, counted; what does not add up in red.</summary>
internal static class ClosingTable
{
    public static void Write(IAnsiConsole console, TrafficReport report)
    {
        var table = new Table().Border(console.Profile.Capabilities.Unicode ? TableBorder.Rounded : TableBorder.Ascii).AddColumn(Texts.KindColumn);
        foreach (var title in new[] { Texts.SentColumn, Texts.AcknowledgedColumn, Texts.CountedColumn, Texts.RedirectedColumn, Texts.RetriesColumn })
            table.AddColumn(new TableColumn(title).RightAligned());
        foreach (var row in report.Rows)
        {
            var colour = row.AddsUp ? "default" : "red";
            table.AddRow(Cells().Select(cell => new Markup($"[{colour}]{cell.EscapeMarkup()}[/]")));

            IEnumerable<string> Cells() =>
            [
                Name(row.Kind), Number(row.Sent), Number(row.Acknowledged), row.Counted is { } counted ? Number(counted) : "–",
                row.Kind is Kind.Click ? Number(row.Redirected) : "–", Number(row.Retries),
            ];
        }

        console.Write(table);
        if (report.Refusal is { } refusal)
            console.MarkupLineInterpolated($"[red]{string.Format(CultureInfo.CurrentCulture, Texts.Refused, refusal)}[/]");
        console.MarkupLineInterpolated(report.AddsUp ? (FormattableString)$"[green]{Texts.AddsUp}[/]" : $"[red]{Texts.DoesNotAddUp}[/]");
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Name(Kind kind) => kind switch
    {
        Kind.Search => Texts.Searches,
        Kind.Impression => Texts.Impressions,
        Kind.Viewable => Texts.Viewables,
        Kind.Click => Texts.Clicks,
        Kind.Tap => Texts.Taps,
        Kind.WebhookEvent => Texts.WebhookEvents,
        Kind.Upload => Texts.Uploads,
        Kind.Publication => Texts.Publications,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
