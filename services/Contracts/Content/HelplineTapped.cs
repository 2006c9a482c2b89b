namespace Contracts.Content;

/// <summary>Somebody tapped a helpline's number on one of our own pages. It belongs to no decision.</summary>
public sealed record HelplineTapped
{
    /// <summary>UUIDv7, the identity under which the tap counts once.</summary>
    public required Guid TapId { get; init; }

    /// <summary>The helpline's number, such as <c>119</c>.</summary>
    public required string Number { get; init; }

    /// <summary><c>safety-centre</c>, <c>player</c> or <c>share</c>.</summary>
    public required string Page { get; init; }

    public required string Locale { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
