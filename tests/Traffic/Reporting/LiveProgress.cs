using System.Globalization;
using Spectre.Console;
using Traffic.Counting;
using Traffic.Driving;

namespace Traffic.Reporting;

/// <summary>A run with its progress: bars in a terminal, a line every five seconds elsewhere.</summary>
internal static class LiveProgress
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(5);

    public static async Task<TrafficReport> ShowAsync(IAnsiConsole console, TrafficRun run, TrafficPlan plan, TimeProvider clock, CancellationToken cancellationToken)
    {
        await run.BeginAsync(cancellationToken);
        if (!console.Profile.Capabilities.Ansi || !console.Profile.Capabilities.Interactive)
            return await LinesAsync(console, run, clock, cancellationToken);
        return await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(async progress =>
            {
                var sending = progress.AddTask(Texts.Sending, maxValue: plan.Duration.TotalSeconds);
                var acknowledged = progress.AddTask(Texts.Acknowledging, maxValue: 1);
                var counted = progress.AddTask(Texts.Counting, autoStart: false, maxValue: 1);
                var started = clock.GetTimestamp();
                var drive = run.DriveAsync(cancellationToken);
                await WhileAsync(drive, Redraw, clock, () =>
                {
                    sending.Value = clock.GetElapsedTime(started).TotalSeconds;
                    var (sent, done) = Totals(run);
                    (acknowledged.MaxValue, acknowledged.Value) = (Math.Max(sent, 1), done);
                    acknowledged.Description = Acknowledged(run).EscapeMarkup();
                });
                counted.StartTask();
                var count = run.CountAsync(cancellationToken);
                await WhileAsync(count, Redraw, clock, () =>
                {
                    var rows = run.Report.Rows.Where(row => row.Counted is not null).ToList();
                    (counted.MaxValue, counted.Value) = (Math.Max(rows.Sum(row => row.Acknowledged), 1), rows.Sum(row => row.Counted!.Value));
                });
                return await count;
            });
    }

    private static async Task<TrafficReport> LinesAsync(IAnsiConsole console, TrafficRun run, TimeProvider clock, CancellationToken cancellationToken)
    {
        await WhileAsync(run.DriveAsync(cancellationToken), Line, clock, () => console.WriteLine(Acknowledged(run)));
        console.WriteLine(Texts.Counting);
        var count = run.CountAsync(cancellationToken);
        await WhileAsync(count, Line, clock, () => console.WriteLine(Texts.Counting));
        return await count;
    }

    private static async Task WhileAsync(Task task, TimeSpan period, TimeProvider clock, Action show)
    {
        using var timer = new PeriodicTimer(period, clock);
        while (await Task.WhenAny(task, timer.WaitForNextTickAsync().AsTask()) != task)
            show();
        await task;
        show();
    }

    private static string Acknowledged(TrafficRun run)
    {
        var (sent, done) = Totals(run);
        var line = string.Format(CultureInfo.CurrentCulture, Texts.AcknowledgedOf, done, sent);
        return sent > done && run.Tally.LastTrouble is { } trouble ? $"{line} ({trouble})" : line;
    }

    private static (long Sent, long Acknowledged) Totals(TrafficRun run) =>
        (Enum.GetValues<Kind>().Sum(kind => run.Tally[kind].Sent), Enum.GetValues<Kind>().Sum(kind => run.Tally[kind].Acknowledged));
}
