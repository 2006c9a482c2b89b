namespace Analytics.Data;

/// <summary>A stretch of time in which the campaign ran in a medium.</summary>
internal sealed class Flight
{
    public required Guid Id { get; init; }

    /// <summary><c>tv</c>, <c>radio</c>, <c>web</c>, <c>social</c> or <c>trend</c>.</summary>
    public required string Medium { get; init; }

    /// <summary>By language; French is always there.</summary>
    public required Dictionary<string, string> Names { get; init; }

    /// <summary>Where the dates are from and what is illustrative about them, by language.</summary>
    public required Dictionary<string, string> Notes { get; set; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public string? Partner { get; init; }

    public required bool Illustrative { get; set; }

    /// <summary>A new one, named in French.</summary>
    public static Flight Of(string medium, string name, string note, DateOnly from, DateOnly to, string? partner, bool illustrative, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Medium = medium,
        Names = new(StringComparer.Ordinal) { [Languages.French] = name },
        Notes = new(StringComparer.Ordinal) { [Languages.French] = note },
        From = from,
        To = to,
        Partner = partner,
        Illustrative = illustrative,
    };
}
