using Partners.Signing;

namespace Partners.Registry;

/// <summary>A platform that we work with. Its webhook secrets sign what it sends us.</summary>
internal sealed class Partner
{
    /// <summary>Lower-case and part of public addresses.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Grows with each change that the other services must know.</summary>
    public long Revision { get; private set; }

    public string Name { get; private set; } = "";

    public bool Sandbox { get; private set; }

    public string[] KeyHashes { get; private set; } = [];

    public string[] WebOrigins { get; private set; } = [];

    public SecretRing Secrets { get; private set; } = SecretRing.Empty;

    /// <summary>SHA-256 of the webhook secret that the settings last gave, so that a restart does not bring back what was rotated away.</summary>
    public string? SeededSecretHash { get; private set; }

    public string SecretOwner => $"partner:{Id}";

    /// <summary>True when something that the other services know has changed.</summary>
    public bool Describe(string name, bool sandbox, string[] keyHashes, string[] webOrigins)
    {
        if (Revision > 0 && Name == name && Sandbox == sandbox && KeyHashes.SequenceEqual(keyHashes) && WebOrigins.SequenceEqual(webOrigins))
            return false;
        (Name, Sandbox, KeyHashes, WebOrigins) = (name, sandbox, keyHashes, webOrigins);
        Revision++;
        return true;
    }

    public void RotateSecret(string sealedSecret, DateTimeOffset now, DateTimeOffset replacedValidUntil) =>
        Secrets = Secrets.Rotate(sealedSecret, now, replacedValidUntil);

    public void SecretWasSeeded(string hash) => SeededSecretHash = hash;
}
