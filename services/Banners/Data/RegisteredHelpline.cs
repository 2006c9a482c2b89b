namespace Banners.Data;

/// <summary>A row of the registry of helplines, which every campaign shares.</summary>
internal sealed class RegisteredHelpline
{
    /// <summary>ISO 3166-1 alpha-2, upper case.</summary>
    public required string Country { get; init; }

    public required string Number { get; init; }

    /// <summary><see cref="HelplineEntry"/> as JSON.</summary>
    public required string Content { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The published revision with which it came as it is, so it never comes twice, also when a number is removed and added again; what was seeded has 1.</summary>
    public long Revision { get; set; } = 1;
}

/// <summary>What is known about a number: content of the registry, of what is live and of the state file.</summary>
internal sealed record HelplineEntry
{
    /// <summary>ISO 3166-1 alpha-2, upper case.</summary>
    public required string Country { get; init; }

    /// <summary>Digits, as a phone takes them.</summary>
    public required string Number { get; init; }

    /// <summary>BCP 47 tag → what it is called.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    public required HelplineKind Kind { get; init; }

    /// <summary>Where text messages go; null: to the number itself.</summary>
    public string? SmsNumber { get; init; }

    /// <summary>https address.</summary>
    public string? Chat { get; init; }

    /// <summary>IANA name of the zone of its hours.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Null: day and night, every day. Public holidays are ordinary days.</summary>
    public IReadOnlyList<HelplineHours>? Hours { get; init; }

    /// <summary>BCP 47 tags of what is spoken there.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>When an editor last compared this with what the helpline says about itself; null: never.</summary>
    public DateOnly? LastChecked { get; init; }

    /// <summary>For editors.</summary>
    public string? Note { get; init; }

    /// <summary>Numbers of the same country, the best first, one of which is shown while this one is closed.</summary>
    public IReadOnlyList<string> Fallback { get; init; } = [];
}

/// <param name="Days"><c>mon</c> to <c>sun</c>; empty means every day.</param>
/// <param name="Opens">Time of the day, <c>HH:mm</c>.</param>
/// <param name="Closes">Time of the day, of the next day when it is not after the opening.</param>
internal sealed record HelplineHours(IReadOnlyList<string> Days, string Opens, string Closes);

internal enum HelplineKind
{
    Call = 0,
    Sms = 1,
    Both = 2,
}
