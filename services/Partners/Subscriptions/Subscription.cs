using Partners.Signing;

namespace Partners.Subscriptions;

/// <summary>A partner's address that hears of chosen events.</summary>
internal sealed class Subscription
{
    public required Guid Id { get; init; }

    public required string PartnerId { get; init; }

    /// <summary>May hold a token of the receiver's: shown to its owner, never logged.</summary>
    public required string Url { get; init; }

    public required string[] EventTypes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public SecretRing Secrets { get; private set; } = SecretRing.Empty;

    public DateTimeOffset? DisabledAt { get; private set; }

    public string? DisabledReason { get; private set; }

    /// <summary>Time of the first failure since the last success.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    public string SecretOwner => OwnerOf(Id);

    public static string OwnerOf(Guid id) => $"subscription:{id:N}";

    public void RotateSecret(string sealedSecret, DateTimeOffset now, DateTimeOffset replacedValidUntil) =>
        Secrets = Secrets.Rotate(sealedSecret, now, replacedValidUntil);

    /// <summary>False when it is off already.</summary>
    public bool Disable(string reason, DateTimeOffset now)
    {
        if (DisabledAt is not null)
            return false;
        (DisabledAt, DisabledReason) = (now, reason);
        return true;
    }

    public void Enable() => (DisabledAt, DisabledReason, FailingSince) = (null, null, null);
}
