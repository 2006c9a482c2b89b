using System.Globalization;
using System.Text;
using EndToEnd.Tests.Running;
using Traffic.Counting;
using Traffic.Driving;

namespace EndToEnd.Tests.Chaos;

/// <summary>The table of a run: for the test's output and for <c>artifacts/reports/</c>, where <c>./campaign test</c> looks.</summary>
internal static class ChaosReport
{
    private static readonly (string Name, Func<Kind, bool> Is)[] Endpoints =
    [
        ("decisions", kind => kind is Kind.Search),
        ("impressions, clicks, taps", Answers.IsEvent),
        ("webhooks", kind => kind is Kind.WebhookEvent),
    ];

    public static string Of(ChaosSettings settings, RunningSystem system, Comparison comparison, FaultInjection faults, Witness witness, TimeSpan under, Outage outage)
    {
        var text = new StringBuilder();
        Line($"chaos, {(settings.Long ? "long" : "short")} form, seed {settings.Seed}, {settings.Visitors} visitors, {under.TotalSeconds:0} s of faults, load average {LoadAverage()}");
        Line($"  events sent                    {comparison.Sent,9:N0}");
        Line($"  acknowledged                   {comparison.Acknowledged,9:N0}");
        Line($"  counted                        {comparison.Counted,9:N0}");
        Line($"  duplicates seen and dropped    {comparison.Duplicates,9:N0}");
        Line($"  lost {comparison.Lost.Count}, counted twice {comparison.Twice.Count}, never sent {comparison.Foreign.Count}, rollups that differ {comparison.Differing.Count}");
        Line($"  killed with -9                 {faults.Count(FaultKind.Kill),9:N0}   {Each(FaultKind.Kill)}");
        Line($"  paused (SIGSTOP, 0.5 to 5 s)   {faults.Count(FaultKind.Pause),9:N0}   {Each(FaultKind.Pause)}");
        Line($"  disk full                      {faults.Count(FaultKind.FullDisk),9:N0}   {(system.Disk.WhyNot is { } why ? $"left out: {why}" : "")}");
        foreach (var (name, matches) in Endpoints)
        {
            var attempts = witness.Attempts.Where(attempt => matches(attempt.Kind) && attempt.At < under).ToList();
            Line($"  2xx: {name,-25} {Answers.ShareOfTime(attempts, TimeSpan.Zero, under),8:P1} of the time   {Answers.ShareOfAttempts(attempts):P1} of {attempts.Count:N0} requests");
        }

        var meanwhile = outage.Of(witness);
        Line($"  then {outage.Lasted.TotalSeconds:0} s without a broker      {meanwhile.Count(Outage.IsRefused):N0} refused of {meanwhile.Count:N0} requests; {outage.Waiting:N0} messages waited in Banners' outbox");
        foreach (var (name, matches) in Endpoints)
        {
            var attempts = meanwhile.Where(attempt => matches(attempt.Kind)).ToList();
            Line($"    {name,-31} {attempts.Count,7:N0}   p50 {Answers.Percentile(attempts, 0.5):0} ms, p99 {Answers.Percentile(attempts, 0.99):0} ms");
        }

        return text.ToString();

        string Each(FaultKind kind) => string.Join(", ", faults.Injected.Where(entry => entry.Key.Kind == kind).OrderBy(entry => entry.Key.Resource, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key.Resource} {entry.Value}"));
        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    public static void Publish(string name, string text)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        File.WriteAllText(Path.Combine(Artifacts("reports"), $"{name}.txt"), text);
    }

    /// <summary>What every resource wrote, for whoever has to find out why a run failed.</summary>
    public static async Task KeepLogsAsync(RunningSystem system, Exception failure)
    {
        var folder = Artifacts("logs");
        await File.WriteAllTextAsync(Path.Combine(folder, "chaos-failure.log"), failure.ToString());
        try
        {
            foreach (var (resource, lines) in await system.LogsAsync())
                await File.WriteAllLinesAsync(Path.Combine(folder, $"chaos-{resource}.log"), lines);
        }
        catch (Exception second)
        {
            // Aspire has no log of who is just being started again; the first failure is the one to tell.
            await File.AppendAllTextAsync(Path.Combine(folder, "chaos-failure.log"), $"\nThe logs could not be read: {second.Message}");
        }
    }

    private static string Artifacts(string part) =>
        Directory.CreateDirectory(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", part))).FullName;

    public static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
