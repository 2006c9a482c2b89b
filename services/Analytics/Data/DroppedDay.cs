namespace Analytics.Data;

/// <summary>A day whose raw events retention has deleted. Nobody can tell any more whether an event of it was counted.</summary>
internal sealed class DroppedDay
{
    public required DateOnly Day { get; init; }

    public required DateTimeOffset DroppedAt { get; init; }

    /// <summary>Small day cells that became part of <c>other</c> in the same transaction.</summary>
    public required long MergedCells { get; init; }
}
