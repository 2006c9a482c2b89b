namespace Contracts.Analytics;

/// <summary>A flight (TV, radio, web, social or trend) was put on the timeline.</summary>
public sealed record FlightScheduled
{
    public required Guid FlightId { get; init; }

    public required string Medium { get; init; }

    public required string Name { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public string? Partner { get; init; }

    public required bool Illustrative { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
