namespace Partners.Signing;

/// <summary>The encrypted secrets of one owner, newest first: the current one, and replaced ones until their grace period ends. Immutable.</summary>
internal sealed class SecretRing
{
    public static readonly SecretRing Empty = new() { Secrets = [] };

    public required IReadOnlyList<SealedSecret> Secrets { get; init; }

    /// <summary>With a new secret in front; what was good stays good until <paramref name="replacedValidUntil"/> at most.</summary>
    public SecretRing Rotate(string sealedSecret, DateTimeOffset now, DateTimeOffset replacedValidUntil)
    {
        var kept = Secrets
            .Where(secret => secret.IsValid(now))
            .Select(secret => secret.ValidUntil < replacedValidUntil ? secret : secret with { ValidUntil = replacedValidUntil });
        return new SecretRing { Secrets = [new SealedSecret { Sealed = sealedSecret, CreatedAt = now }, .. kept] };
    }

    public IEnumerable<string> ValidAt(DateTimeOffset now) => Secrets.Where(secret => secret.IsValid(now)).Select(secret => secret.Sealed);
}

internal sealed record SealedSecret
{
    public required string Sealed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null for the current secret.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    public bool IsValid(DateTimeOffset now) => ValidUntil is null || now < ValidUntil;

    public override string ToString() => "sealed secret";
}
