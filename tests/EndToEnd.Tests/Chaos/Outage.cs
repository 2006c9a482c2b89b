using EndToEnd.Tests.Running;
using Traffic.Counting;

namespace EndToEnd.Tests.Chaos;

/// <summary>A stretch of time in which the broker stood still while the load went on, everybody else being well.</summary>
/// <param name="From">Since the witness was made.</param>
/// <param name="To">When the broker went on.</param>
/// <param name="Waiting">Messages in Banners' outbox then.</param>
internal sealed record Outage(TimeSpan From, TimeSpan To, long Waiting)
{
    private const string Broker = "messaging";

    public TimeSpan Lasted => To - From;

    public static async Task<Outage> RunAsync(RunningSystem system, FaultInjection faults, Witness witness, TimeSpan lasts, CancellationToken cancellationToken)
    {
        var from = witness.Elapsed;
        await faults.RunAsync([new Fault(TimeSpan.Zero, FaultKind.Outage, Broker, lasts)], cancellationToken);
        var to = witness.Elapsed;
        return new(from, to, await Quiet.OutboxAsync(system, "banners-db", cancellationToken));
    }

    /// <summary>What visitors and partners asked for meanwhile.</summary>
    public IReadOnlyList<Attempt> Of(Witness witness) => [.. witness.Attempts.Where(attempt => attempt.At >= From && attempt.At < To)];

    /// <summary>Not answered, or with an error. A click that lands without being counted (302) is not refused.</summary>
    public static bool IsRefused(Attempt attempt) => attempt.Status is null or >= 400;
}
