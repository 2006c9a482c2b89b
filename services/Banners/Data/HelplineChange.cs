namespace Banners.Data;

/// <summary>One change of the registry: who, when, before and after. Rows are added only; a trigger refuses anything else.</summary>
internal sealed class HelplineChange
{
    /// <summary>Grows with each entry.</summary>
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>See <see cref="AuditEntry.Actor"/>.</summary>
    public required string Actor { get; init; }

    public required string Country { get; init; }

    public required string Number { get; init; }

    /// <summary><see cref="HelplineEntry"/> as JSON; null: it was not there.</summary>
    public string? Before { get; init; }

    /// <summary><see cref="HelplineEntry"/> as JSON; null: it was removed.</summary>
    public string? After { get; init; }
}
