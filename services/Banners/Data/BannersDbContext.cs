using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;

namespace Banners.Data;

internal sealed class BannersDbContext(DbContextOptions<BannersDbContext> options) : DbContext(options)
{
    public DbSet<Campaign> Campaigns => Set<Campaign>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<CampaignVersion> CampaignVersions => Set<CampaignVersion>();

    public DbSet<Proposal> Proposals => Set<Proposal>();

    public DbSet<PublishedCampaign> PublishedCampaigns => Set<PublishedCampaign>();

    public DbSet<PublishedRevision> PublishedRevisions => Set<PublishedRevision>();

    public DbSet<Replica> Replicas => Set<Replica>();

    public DbSet<RegisteredHelpline> Helplines => Set<RegisteredHelpline>();

    public DbSet<HelplineChange> HelplineChanges => Set<HelplineChange>();

    public DbSet<StoredImage> Images => Set<StoredImage>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddMessaging();
        modelBuilder.AddKnownPartners();
        modelBuilder.Entity<Campaign>(campaign =>
        {
            campaign.Property(x => x.Id).ValueGeneratedNever();
            campaign.Property(x => x.Name).HasMaxLength(120);
            campaign.Property(x => x.Country).HasMaxLength(2);
            campaign.Property(x => x.DefaultLocale).HasMaxLength(20);
            campaign.Property(x => x.Status).HasConversion<string>().HasMaxLength(20);
            campaign.Property(x => x.Review).HasConversion<string>().HasMaxLength(20).HasDefaultValue(ReviewState.Draft);
            campaign.Property(x => x.ReviewBy).HasMaxLength(AuditEntry.MaxActor);
            campaign.Property(x => x.ReviewReason).HasMaxLength(Campaign.MaxReason);
            campaign.Property(x => x.PausedBy).HasMaxLength(AuditEntry.MaxActor);
            campaign.Property(x => x.Revision).IsConcurrencyToken();
            campaign.OwnsMany(x => x.WordClasses, classes => classes.ToJson());
            campaign.OwnsMany(x => x.Flights, flights => flights.ToJson());
            campaign.HasMany(x => x.Keywords).WithOne().HasForeignKey(x => x.CampaignId).OnDelete(DeleteBehavior.Cascade);
            campaign.HasMany(x => x.Banners).WithOne().HasForeignKey(x => x.CampaignId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<Keyword>(keyword =>
        {
            keyword.ToTable("keywords");
            keyword.Property(x => x.Id).ValueGeneratedNever();
            keyword.Property(x => x.Text).HasMaxLength(Keyword.MaxLength);
            keyword.Property(x => x.MatchType).HasConversion<string>().HasMaxLength(20);
            keyword.Property(x => x.Kind).HasMaxLength(Keyword.MaxKind);
            keyword.HasIndex(x => new { x.CampaignId, x.Text, x.MatchType }).IsUnique();
        });
        modelBuilder.Entity<Banner>(banner =>
        {
            banner.ToTable("banners");
            banner.Property(x => x.Id).ValueGeneratedNever();
            banner.Property(x => x.Locale).HasMaxLength(20);
            banner.Property(x => x.Kind).HasMaxLength(Keyword.MaxKind);
            banner.Property(x => x.Dir).HasMaxLength(3);
            banner.Property(x => x.Title).HasMaxLength(80);
            banner.Property(x => x.Text).HasMaxLength(300);
            banner.Property(x => x.Action).HasMaxLength(60);
            banner.OwnsMany(x => x.Helplines, helplines => helplines.ToJson());
            banner.Property(x => x.Image).HasMaxLength(64);
            banner.Property(x => x.ImageAlt).HasMaxLength(200);
            banner.Property(x => x.Theme).HasMaxLength(5);
            banner.Property(x => x.Accent).HasMaxLength(7);
            banner.Property(x => x.AccentText).HasMaxLength(7);
        });
        modelBuilder.Entity<RegisteredHelpline>(helpline =>
        {
            helpline.ToTable("helplines");
            helpline.HasKey(x => new { x.Country, x.Number });
            helpline.Property(x => x.Country).HasMaxLength(2);
            helpline.Property(x => x.Number).HasMaxLength(16);
            helpline.Property(x => x.Content).HasColumnType("jsonb");
            helpline.Property(x => x.Revision).HasDefaultValue(1L);
        });
        modelBuilder.Entity<HelplineChange>(change =>
        {
            change.ToTable("helpline_audit");
            change.Property(x => x.Actor).HasMaxLength(AuditEntry.MaxActor);
            change.Property(x => x.Country).HasMaxLength(2);
            change.Property(x => x.Number).HasMaxLength(16);
            change.Property(x => x.Before).HasColumnType("jsonb");
            change.Property(x => x.After).HasColumnType("jsonb");
            change.HasIndex(x => new { x.Country, x.Number, x.Id });
        });
        modelBuilder.Entity<StoredImage>(image =>
        {
            image.ToTable("images");
            image.HasKey(x => x.Hash);
            image.Property(x => x.Hash).HasMaxLength(64);
            image.Property(x => x.Type).HasMaxLength(20);
        });
        modelBuilder.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("campaign_audit");
            entry.Property(x => x.Actor).HasMaxLength(AuditEntry.MaxActor);
            entry.Property(x => x.Action).HasMaxLength(40);
            entry.Property(x => x.Before).HasColumnType("jsonb");
            entry.Property(x => x.After).HasColumnType("jsonb");
            entry.HasIndex(x => new { x.CampaignId, x.Id });
        });
        modelBuilder.Entity<CampaignVersion>(version =>
        {
            version.ToTable("campaign_versions");
            version.HasKey(x => new { x.CampaignId, x.Number });
            version.Property(x => x.ApprovedBy).HasMaxLength(AuditEntry.MaxActor);
            version.Property(x => x.Content).HasColumnType("jsonb");
        });
        modelBuilder.Entity<Proposal>(proposal =>
        {
            proposal.Property(x => x.Id).ValueGeneratedNever();
            proposal.Property(x => x.ProposedBy).HasMaxLength(AuditEntry.MaxActor);
            proposal.Property(x => x.Term).HasMaxLength(Proposal.MaxTerm);
            proposal.Property(x => x.Locale).HasMaxLength(20);
            proposal.Property(x => x.Reason).HasConversion<string>().HasMaxLength(20);
            proposal.Property(x => x.Kind).HasMaxLength(Keyword.MaxKind);
            proposal.Property(x => x.Note).HasMaxLength(Proposal.MaxNote);
            proposal.Property(x => x.Status).HasConversion<string>().HasMaxLength(20).IsConcurrencyToken();
            proposal.Property(x => x.DecidedBy).HasMaxLength(AuditEntry.MaxActor);
            proposal.Property(x => x.Answer).HasMaxLength(Proposal.MaxNote);
            proposal.HasIndex(x => new { x.ProposedBy, x.At });
        });
        modelBuilder.Entity<PublishedCampaign>(published =>
        {
            published.HasKey(x => x.CampaignId);
            published.Property(x => x.CampaignId).ValueGeneratedNever();
            published.Property(x => x.Content).HasColumnType("jsonb");
        });
        modelBuilder.Entity<PublishedRevision>(revision =>
        {
            revision.ToTable("published_revision");
            revision.Property(x => x.Id).ValueGeneratedNever();
            revision.HasData(new PublishedRevision { Id = PublishedRevision.OnlyId, Revision = 0 });
        });
        modelBuilder.Entity<Replica>(replica =>
        {
            replica.Property(x => x.Id).ValueGeneratedNever();
            replica.Property(x => x.Host).HasMaxLength(100);
        });
    }
}
