using Contracts.Partners;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Partners.Data;
using Partners.Outbound;
using Partners.Signing;
using ServiceDefaults.Database;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;

namespace Partners.Registry;

/// <summary>Registers the partners of the settings, and takes over what changed in them. A new key replaces the old at once; a new webhook secret leaves the old one its grace period.</summary>
internal sealed partial class SeedPartners(
    IOptions<SeedOptions> seed, IOptions<WebhookOptions> webhooks, SecretVault vault, TimeProvider clock, ILogger<SeedPartners> logger) : ISeed
{
    private const long LockId = 0x5061_7274_6e65_7273;

    public async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<PartnersDbContext>();
        var outbox = services.GetRequiredService<Outbox>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Replicas start at the same time: the second waits here and finds nothing to do.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockId})", cancellationToken);
        foreach (var (id, given) in seed.Value.Partners.Where(entry => entry.Value.IsGiven))
            await SeedAsync(db, outbox, id, given, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task SeedAsync(PartnersDbContext db, Outbox outbox, string id, SeedPartner given, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var partner = await db.Partners.SingleOrDefaultAsync(x => x.Id == id, cancellationToken);
        if (partner is null)
            db.Add(partner = new Partner { Id = id, RegisteredAt = now });
        Secret(partner, given, now);
        if (!partner.Describe(given.Name ?? id, given.Sandbox, [ApiKeyHash.Of(given.Key!)], given.WebOrigins))
            return;
        outbox.Add(new PartnerRegistered
        {
            PartnerId = partner.Id,
            Revision = partner.Revision,
            Name = partner.Name,
            Sandbox = partner.Sandbox,
            KeyHashes = partner.KeyHashes,
            WebOrigins = partner.WebOrigins,
            OccurredAt = now,
        });
        Log.Registered(logger, partner.Id, partner.Revision);
    }

    private void Secret(Partner partner, SeedPartner given, DateTimeOffset now)
    {
        var hash = ApiKeyHash.Of(given.WebhookSecret!);
        if (partner.SeededSecretHash == hash || !WebhookSecret.TryParse(given.WebhookSecret, out var secret))
            return;
        partner.RotateSecret(vault.Seal(secret, partner.SecretOwner), now, now + webhooks.Value.SecretGracePeriod);
        partner.SecretWasSeeded(hash);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Partner {PartnerId} was registered, revision {Revision}.")]
        public static partial void Registered(ILogger logger, string partnerId, long revision);
    }
}
