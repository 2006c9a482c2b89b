using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Partners.Inbound;
using Partners.Outbound;
using Partners.Registry;
using Partners.Signing;
using Partners.Subscriptions;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;
using Subscription = Partners.Subscriptions.Subscription;

namespace Partners.Data;

internal sealed class PartnersDbContext(DbContextOptions<PartnersDbContext> options) : DbContext(options)
{
    // A ring is replaced as a whole, so its reference tells whether it changed.
    private static readonly ValueConverter<SecretRing, string> Ring = new(
        ring => JsonSerializer.Serialize(ring, JsonSerializerOptions.Default),
        json => JsonSerializer.Deserialize<SecretRing>(json, JsonSerializerOptions.Default)!);

    public DbSet<Partner> Partners => Set<Partner>();

    public DbSet<ReceivedWebhook> ReceivedWebhooks => Set<ReceivedWebhook>();

    public DbSet<Subscription> Subscriptions => Set<Subscription>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<AnnouncedRevision> AnnouncedRevisions => Set<AnnouncedRevision>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddMessaging();
        modelBuilder.AddKnownPartners();
        modelBuilder.Entity<Partner>(partner =>
        {
            partner.ToTable("partners");
            partner.HasKey(x => x.Id);
            partner.Property(x => x.Id).HasMaxLength(40);
            partner.Property(x => x.Name).HasMaxLength(200);
            partner.Property(x => x.SeededSecretHash).HasMaxLength(64);
            partner.Property(x => x.Secrets).HasColumnType("jsonb").HasConversion(Ring);
            // Two writers never overwrite each other: the later one is told.
            partner.Property(x => x.Revision).IsConcurrencyToken();
        });
        modelBuilder.Entity<ReceivedWebhook>(webhook =>
        {
            webhook.ToTable("received_webhooks");
            webhook.HasKey(x => new { x.PartnerId, x.WebhookId });
            webhook.Property(x => x.PartnerId).HasMaxLength(40);
            webhook.Property(x => x.WebhookId).HasMaxLength(200);
            webhook.HasIndex(x => x.ReceivedAt);
        });
        modelBuilder.Entity<Subscription>(subscription =>
        {
            subscription.ToTable("subscriptions");
            subscription.HasKey(x => x.Id);
            subscription.Property(x => x.Id).ValueGeneratedNever();
            subscription.Property(x => x.PartnerId).HasMaxLength(40);
            subscription.Property(x => x.Url).HasMaxLength(2000);
            subscription.Property(x => x.DisabledReason).HasMaxLength(200);
            subscription.HasOne<Partner>().WithMany().HasForeignKey(x => x.PartnerId);
            subscription.Property(x => x.Secrets).HasColumnType("jsonb").HasConversion(Ring);
        });
        modelBuilder.Entity<Delivery>(delivery =>
        {
            delivery.ToTable("deliveries");
            delivery.HasKey(x => x.Id);
            delivery.Property(x => x.Id).ValueGeneratedNever();
            delivery.Property(x => x.EventType).HasMaxLength(80);
            delivery.Property(x => x.TraceParent).HasMaxLength(64);
            delivery.Property(x => x.Status).HasConversion<string>().HasMaxLength(20);
            delivery.Property(x => x.LastResult).HasConversion<string>().HasMaxLength(20);
            delivery.HasOne(x => x.Subscription).WithMany().HasForeignKey(x => x.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
            delivery.HasIndex(x => new { x.SubscriptionId, x.SourceMessageId }).IsUnique();
            delivery.HasIndex(x => new { x.SubscriptionId, x.DueAt }).HasFilter("status = 'Pending'").HasDatabaseName("ix_deliveries_due");
            delivery.HasIndex(x => x.EndedAt);
        });
        modelBuilder.Entity<DeliveryAttempt>(attempt =>
        {
            attempt.ToTable("delivery_attempts");
            attempt.HasKey(x => new { x.DeliveryId, x.Number });
            attempt.Property(x => x.Result).HasConversion<string>().HasMaxLength(20);
            attempt.HasOne<Delivery>().WithMany(x => x.AttemptRows).HasForeignKey(x => x.DeliveryId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<AnnouncedRevision>(announced =>
        {
            announced.ToTable("announced_revisions");
            announced.HasKey(x => x.AggregateId);
            announced.Property(x => x.AggregateId).ValueGeneratedNever();
        });
    }
}
