using Benchmarks;
using Benchmarks.Http;
using Benchmarks.Recall.Counting;
using Benchmarks.Running;
using Benchmarks.Starting;
using Spectre.Console;

if (args is [EmptyHouse.Command, ..])
    return await EmptyHouse.RunAsync(args[1..]);
if (args is [BareEndpoint.Command, ..])
    return await BareEndpoint.RunAsync(args[1..]);
if (args is [PointCounter.Command, ..])
    return PointCounter.Run(args[1..], AnsiConsole.Console);
if (Catalogue.Choose(Length.Read(args)) is not { } chosen)
{
    AnsiConsole.MarkupLineInterpolated($"[red]{Catalogue.Explain(args)}[/]");
    return 2;
}

return await Bench.RunAsync(chosen, AnsiConsole.Console);
