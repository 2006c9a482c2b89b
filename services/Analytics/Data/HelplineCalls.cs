namespace Analytics.Data;

/// <summary>Calls that a helpline received on a day, or in one hour of it.</summary>
internal sealed class HelplineCall
{
    /// <summary>The <see cref="Hour"/> of a figure that stands for the whole day.</summary>
    public const short WholeDay = -1;

    public required string Helpline { get; init; }

    /// <summary>The helpline's own calendar day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>0–23 by the helpline's own clock, or <see cref="WholeDay"/>.</summary>
    public required short Hour { get; init; }

    public required int Calls { get; set; }

    /// <summary>How many of them were urgent, where that is known.</summary>
    public int? Urgent { get; set; }

    public required bool Illustrative { get; set; }

    public required Guid ImportId { get; set; }
}

/// <summary>A figure that a later import corrected.</summary>
internal sealed class HelplineCallCorrection
{
    public required Guid Id { get; init; }

    public required string Helpline { get; init; }

    public required DateOnly Day { get; init; }

    public required short Hour { get; init; }

    public required int OldCalls { get; init; }

    public required int? OldUrgent { get; init; }

    public required Guid OldImportId { get; init; }

    public required Guid NewImportId { get; init; }

    public required DateTimeOffset CorrectedAt { get; init; }
}

/// <summary>One import, known again by the hash of what it held.</summary>
internal sealed class HelplineCallImport
{
    public required Guid Id { get; init; }

    public required string Helpline { get; init; }

    /// <summary>SHA-256 over helpline, flags and figures, whatever format they came in.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Where the figures are from, by language.</summary>
    public required Dictionary<string, string> Source { get; init; }

    public required bool Illustrative { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public required int Rows { get; init; }

    /// <summary>How many figures it corrected.</summary>
    public int Changed { get; set; }

    public required DateTimeOffset ImportedAt { get; init; }
}
