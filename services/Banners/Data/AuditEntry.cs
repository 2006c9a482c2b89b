namespace Banners.Data;

/// <summary>One change of a campaign: who, when, before and after. Rows are added only; a trigger refuses anything else.</summary>
internal sealed class AuditEntry
{
    public const int MaxActor = 210;

    /// <summary>Grows with each entry.</summary>
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary><c>key:admin</c>, <c>user:</c> and a login, or <c>seed</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>Such as <c>keywords</c> or <c>publish</c>.</summary>
    public required string Action { get; init; }

    public required Guid CampaignId { get; init; }

    /// <summary>The campaign's, after the change.</summary>
    public required long Revision { get; init; }

    /// <summary>JSON of what was changed, as it was.</summary>
    public required string Before { get; init; }

    /// <summary>JSON of what was changed, as it is.</summary>
    public required string After { get; init; }
}
