using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;

namespace Analytics.Data;

/// <summary>
/// The metrics store. The raw events are not entities: they live in partitioned tables (see the migration
/// <c>RawEvents</c>) that only the ingestion writes, by COPY.
/// </summary>
internal sealed class MetricsDbContext(DbContextOptions<MetricsDbContext> options) : DbContext(options)
{
    public DbSet<MinuteRollup> Minutes => Set<MinuteRollup>();

    public DbSet<HourRollup> Hours => Set<HourRollup>();

    public DbSet<DayRollup> Days => Set<DayRollup>();

    public DbSet<DayCell> DayCells => Set<DayCell>();

    public DbSet<PartnerDayRollup> PartnerDays => Set<PartnerDayRollup>();

    public DbSet<TapDayRollup> TapDays => Set<TapDayRollup>();

    public DbSet<DecisionDayRollup> DecisionDays => Set<DecisionDayRollup>();

    public DbSet<VideoDayRollup> VideoDays => Set<VideoDayRollup>();

    public DbSet<PartnerLateDay> PartnerLateDays => Set<PartnerLateDay>();

    public DbSet<IngestionOutcome> Outcomes => Set<IngestionOutcome>();

    public DbSet<IngestionState> IngestionStates => Set<IngestionState>();

    public DbSet<Campaign> Campaigns => Set<Campaign>();

    public DbSet<CampaignBanner> Banners => Set<CampaignBanner>();

    public DbSet<CampaignKeyword> Keywords => Set<CampaignKeyword>();

    public DbSet<Video> Videos => Set<Video>();

    public DbSet<HelplineTap> HelplineTaps => Set<HelplineTap>();

    public DbSet<HelplineCall> HelplineCalls => Set<HelplineCall>();

    public DbSet<HelplineCallImport> HelplineCallImports => Set<HelplineCallImport>();

    public DbSet<HelplineCallCorrection> HelplineCallCorrections => Set<HelplineCallCorrection>();

    public DbSet<Flight> Flights => Set<Flight>();

    public DbSet<KnownPartner> Partners => Set<KnownPartner>();

    public DbSet<DroppedDay> DroppedDays => Set<DroppedDay>();

    public DbSet<ClosedDay> ClosedDays => Set<ClosedDay>();

    public DbSet<PartnerCell> PartnerCells => Set<PartnerCell>();

    public DbSet<Job> Jobs => Set<Job>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddMessaging();
        modelBuilder.AddKnownPartners();
        Rollups(modelBuilder);
        Ingestion(modelBuilder);
        Dimensions(modelBuilder);
        Calls(modelBuilder);
        Upkeep(modelBuilder);
        modelBuilder.Entity<Flight>(flight =>
        {
            flight.ToTable("flights");
            flight.Property(x => x.Id).ValueGeneratedNever();
            flight.Property(x => x.Medium).HasMaxLength(20);
            flight.Property(x => x.Partner).HasMaxLength(40);
            ByLanguage(flight.Property(x => x.Names));
            ByLanguage(flight.Property(x => x.Notes));
            flight.HasIndex(x => x.From);
        });
    }

    private static void Rollups(ModelBuilder model)
    {
        model.Entity<MinuteRollup>(rollup =>
        {
            rollup.ToTable("rollup_minutes");
            rollup.HasKey(x => new { x.Bucket, x.CampaignId, x.Partner, x.EventType, x.Validity, x.Verified });
        });
        model.Entity<HourRollup>(rollup =>
        {
            rollup.ToTable("rollup_hours");
            rollup.HasKey(x => new { x.Bucket, x.CampaignId, x.BannerId, x.Partner, x.EventType, x.Validity, x.Verified });
        });
        model.Entity<DayRollup>(rollup =>
        {
            rollup.ToTable("rollup_days");
            rollup.HasKey(x => new { x.Day, x.CampaignId, x.BannerId, x.Partner, x.EventType, x.Validity, x.Verified });
        });
        model.Entity<DayCell>(cell =>
        {
            cell.ToTable("rollup_day_cells");
            cell.HasKey(x => new { x.Day, x.Dimension, x.Value, x.CampaignId, x.Partner, x.EventType, x.Validity, x.Verified });
        });
        model.Entity<PartnerDayRollup>(rollup =>
        {
            rollup.ToTable("partner_rollup_days");
            rollup.HasKey(x => new { x.Day, x.Partner, x.EventType, x.CampaignId, x.Sandbox });
        });
        model.Entity<TapDayRollup>(rollup =>
        {
            rollup.ToTable("tap_rollup_days");
            rollup.HasKey(x => new { x.Day, x.Number, x.Page, x.Locale });
        });
        model.Entity<DecisionDayRollup>(rollup =>
        {
            rollup.ToTable("decision_rollup_days");
            rollup.HasKey(x => new { x.Day, x.CampaignId, x.Partner, x.Verified });
        });
        model.Entity<VideoDayRollup>(rollup =>
        {
            rollup.ToTable("video_rollup_days");
            rollup.HasKey(x => new { x.Day, x.VideoId, x.Partner, x.EventType, x.Sandbox });
        });
        model.Entity<PartnerLateDay>(late =>
        {
            late.ToTable("partner_late_days");
            late.HasKey(x => new { x.Day, x.Partner });
        });
    }

    private static void Ingestion(ModelBuilder model)
    {
        model.Entity<IngestionOutcome>(outcome =>
        {
            outcome.ToTable("ingestion_outcomes");
            outcome.HasKey(x => new { x.Day, x.Source, x.Partner, x.Outcome });
        });
        model.Entity<IngestionState>(state =>
        {
            state.ToTable("ingestion_state");
            state.HasKey(x => x.Source);
        });
    }

    private static void Dimensions(ModelBuilder model)
    {
        model.Entity<Campaign>(campaign =>
        {
            campaign.ToTable("campaigns");
            campaign.Property(x => x.Id).ValueGeneratedNever();
        });
        model.Entity<CampaignBanner>(banner =>
        {
            banner.ToTable("banners");
            banner.Property(x => x.Id).ValueGeneratedNever();
            banner.HasIndex(x => x.CampaignId);
        });
        model.Entity<CampaignKeyword>(keyword =>
        {
            keyword.ToTable("keywords");
            keyword.Property(x => x.Id).ValueGeneratedNever();
            keyword.HasIndex(x => x.CampaignId);
        });
        model.Entity<Video>(video =>
        {
            video.ToTable("videos");
            video.Property(x => x.Id).ValueGeneratedNever();
        });
        model.Entity<HelplineTap>(tap =>
        {
            tap.ToTable("helpline_taps");
            tap.HasKey(x => x.TapId);
            tap.Property(x => x.TapId).ValueGeneratedNever();
        });
    }

    private static void Calls(ModelBuilder model)
    {
        model.Entity<HelplineCall>(call =>
        {
            call.ToTable("helpline_calls");
            call.HasKey(x => new { x.Helpline, x.Day, x.Hour });
            call.Property(x => x.Helpline).HasMaxLength(20);
        });
        model.Entity<HelplineCallImport>(import =>
        {
            import.ToTable("helpline_call_imports");
            import.Property(x => x.Id).ValueGeneratedNever();
            import.Property(x => x.Helpline).HasMaxLength(20);
            ByLanguage(import.Property(x => x.Source));
            import.Property(x => x.Fingerprint).HasMaxLength(64);
            import.HasIndex(x => new { x.Helpline, x.ImportedAt });
        });
        model.Entity<HelplineCallCorrection>(correction =>
        {
            correction.ToTable("helpline_call_corrections");
            correction.Property(x => x.Id).ValueGeneratedNever();
            correction.HasIndex(x => new { x.Helpline, x.Day });
        });
    }

    private static void Upkeep(ModelBuilder model)
    {
        model.Entity<DroppedDay>(dropped =>
        {
            dropped.ToTable("dropped_days");
            dropped.HasKey(x => x.Day);
        });
        model.Entity<ClosedDay>(closed =>
        {
            closed.ToTable("closed_days");
            closed.HasKey(x => x.Day);
        });
        model.Entity<PartnerCell>(cell =>
        {
            cell.ToTable("partner_cells");
            cell.HasKey(x => new { x.Partner, x.Day, x.CampaignId, x.BannerId, x.EventType });
        });
        model.Entity<Job>(job =>
        {
            job.ToTable("jobs");
            job.Property(x => x.Id).ValueGeneratedNever();
            job.Property(x => x.Kind).HasMaxLength(20);
            job.Property(x => x.Partner).HasMaxLength(40);
            job.Property(x => x.From).HasColumnName("first_day");
            job.Property(x => x.To).HasColumnName("last_day");
            job.HasIndex(x => x.CreatedAt);
            // One rebuild at once, and one erasure of the same partner.
            job.HasIndex(x => new { x.Kind, x.Partner }).IsUnique().HasFilter("finished_at is null").HasDatabaseName("ix_jobs_unfinished");
        });
    }

    private static void ByLanguage(PropertyBuilder<Dictionary<string, string>> property) =>
        property.HasColumnType("jsonb").HasConversion(
            texts => JsonSerializer.Serialize(texts, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Default)!,
            new ValueComparer<Dictionary<string, string>>(
                (a, b) => JsonSerializer.Serialize(a, JsonSerializerOptions.Default) == JsonSerializer.Serialize(b, JsonSerializerOptions.Default),
                texts => texts.Count,
                texts => new Dictionary<string, string>(texts, StringComparer.Ordinal)));
}
