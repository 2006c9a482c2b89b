namespace Traffic.Driving;

/// <summary>What was sent and what came of it, for every kind; safe to read while a run goes on.</summary>
public sealed class Tally
{
    private static readonly int Kinds = Enum.GetValues<Kind>().Length;

    private readonly long[] _sent = new long[Kinds];
    private readonly long[] _acknowledged = new long[Kinds];
    private readonly long[] _redirected = new long[Kinds];
    private readonly long[] _retries = new long[Kinds];
    private string? _refusal;
    private string? _lastTrouble;

    /// <summary>The first answer that repeating does not mend, for the closing lines.</summary>
    public string? Refusal => _refusal;

    /// <summary>Why the last repetition was needed.</summary>
    public string? LastTrouble => _lastTrouble;

    public bool AllAcknowledged => Enum.GetValues<Kind>().All(kind => this[kind].Sent == this[kind].Acknowledged);

    public KindTally this[Kind kind] => new(
        Volatile.Read(ref _sent[(int)kind]), Volatile.Read(ref _acknowledged[(int)kind]), Volatile.Read(ref _redirected[(int)kind]), Volatile.Read(ref _retries[(int)kind]));

    internal void Sent(Kind kind, int events) => Interlocked.Add(ref _sent[(int)kind], events);

    internal void Acknowledged(Kind kind, int events) => Interlocked.Add(ref _acknowledged[(int)kind], events);

    /// <summary>A click that landed on the page without being counted, the first time that this happens to it.</summary>
    internal void Redirected(Kind kind) => Interlocked.Increment(ref _redirected[(int)kind]);

    internal void Repeated(Kind kind, string trouble)
    {
        Interlocked.Increment(ref _retries[(int)kind]);
        Volatile.Write(ref _lastTrouble, trouble);
    }

    internal void Refused(string refusal) => Interlocked.CompareExchange(ref _refusal, refusal, comparand: null);
}

public sealed record KindTally(long Sent, long Acknowledged, long Redirected, long Retries);
