using System.Diagnostics;
using System.Globalization;
using Benchmarks.Running;
using Spectre.Console;

namespace Benchmarks.Idle;

/// <summary>The memory of our services and the servers when nothing happens; Aspire's own is shown beside and not counted.</summary>
internal sealed class IdleBenchmark : IBenchmark
{
    private const double MostMebibytes = 1024;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private static readonly string[] Services = ["Banners", "Content", "Analytics", "Partners", "Dashboard"];

    // Erlang's names for its own; RabbitMQ is the only thing here that runs on it.
    private static readonly string[] Erlang = ["beam.smp", "epmd", "erl_child_setup", "inet_gethost", "rabbitmq-server"];

    public string Name => "idle";

    public async Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        using var our = new OurHouse();
        var started = Stopwatch.GetTimestamp();
        console.WriteLine("idle: starting, then half a minute of rest …");
        await using var house = our.Start();
        await house.HealthyAsync(our.ServicePorts, started, cancellationToken);
        using var rest = new PeriodicTimer(Rest);
        await rest.WaitForNextTickAsync(cancellationToken);
        var memory = house.Processes.GroupBy(process => Group(process.Name), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(process => process.PssMebibytes()), StringComparer.Ordinal);
        foreach (var (group, mebibytes) in memory.OrderByDescending(entry => entry.Value))
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {group,-12} {mebibytes,7:0.0} MiB"));
        var missing = Services.Append("PostgreSQL").Append("RabbitMQ").Where(name => !memory.ContainsKey(name)).ToList();
        if (missing.Count > 0)
            throw new BenchmarkException($"idle: no process was found of {string.Join(", ", missing)}, so the sum would be too small.");
        var ours = memory.Where(entry => entry.Key != Aspire).Sum(entry => entry.Value);
        return [BenchmarkRow.Of(Name, ours, MostMebibytes, "MiB PSS", "≤ 1.0 GiB", ours <= MostMebibytes)];
    }

    private const string Aspire = "Aspire";

    private static string Group(string name) => name switch
    {
        "postgres" => "PostgreSQL",
        _ when Erlang.Contains(name, StringComparer.Ordinal) => "RabbitMQ",
        _ when Services.Contains(name, StringComparer.Ordinal) => name,
        _ => Aspire,
    };
}
