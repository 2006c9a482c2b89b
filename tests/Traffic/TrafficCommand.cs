using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using Spectre.Console;
using Spectre.Console.Cli;
using Traffic.Driving;
using Traffic.Reporting;

namespace Traffic;

/// <summary>Drives the running system as platforms would, and shows that what was acknowledged was counted.</summary>
internal sealed class TrafficCommand : AsyncCommand<TrafficCommand.Settings>
{
    private const int DoesNotAddUp = 1;
    private const int Interrupted = 130;

    public sealed class Settings : CommandSettings
    {
        [CommandOption("--ready-file <FILE>", isRequired: true)]
        [Description("The file that ./campaign up writes when all is healthy.")]
        public required string ReadyFile { get; init; }

        [CommandOption("--seconds <N>")]
        [Description("For how long new searches start.")]
        [DefaultValue(20)]
        public int Seconds { get; init; }

        [CommandOption("--seed <N>")]
        [Description("Fixes who searches what and clicks.")]
        [DefaultValue(119)]
        public int Seed { get; init; }

        [CommandOption("--visitors <N>")]
        [Description("People who search at the same time.")]
        [DefaultValue(48)]
        public int Visitors { get; init; }

        [CommandOption("--uploads <N>")]
        [Description("Videos that creators upload.")]
        [DefaultValue(1)]
        public int Uploads { get; init; }

        public override ValidationResult Validate() =>
            Seconds is < 1 or > 86_400 || Visitors is < 1 or > 1_000 || Uploads is < 0 or > 100 ? ValidationResult.Error(Texts.OptionsOutOfRange) : ValidationResult.Success();
    }

    public static int Explain(Exception exception, ITypeResolver? resolver)
    {
        AnsiConsole.MarkupLineInterpolated($"[red]{exception.Message.ReplaceLineEndings(" ")}[/]");
        return TrafficException.ExitCode;
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ctrlC = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        var plan = new TrafficPlan { Duration = TimeSpan.FromSeconds(settings.Seconds), Seed = settings.Seed, Visitors = settings.Visitors, Uploads = settings.Uploads };
        using var run = new TrafficRun(ReadyFile.Read(settings.ReadyFile), plan, TimeProvider.System);
        try
        {
            var report = await LiveProgress.ShowAsync(AnsiConsole.Console, run, plan, TimeProvider.System, interrupt.Token);
            ClosingTable.Write(AnsiConsole.Console, report);
            return report.AddsUp ? 0 : DoesNotAddUp;
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{Texts.Interrupted}[/]");
            return Interrupted;
        }

        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupt.Cancel();
        }
    }
}
