namespace Contracts.Analytics;

/// <summary>Figures of calls that a helpline received were imported or corrected.</summary>
public sealed record HelplineCallsImported
{
    public required Guid ImportId { get; init; }

    public required string Helpline { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public required int Rows { get; init; }

    public required bool Illustrative { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
