using Dashboard.Activity;
using Dashboard.SignIn;
using Dashboard.Watching;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Messaging;

namespace Dashboard.Data;

internal sealed class DashboardDbContext(DbContextOptions<DashboardDbContext> options)
    : IdentityDbContext<Person, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<ActivityEntry> Activity => Set<ActivityEntry>();

    public DbSet<Incident> Incidents => Set<Incident>();

    public DbSet<WatchMark> WatchMarks => Set<WatchMark>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.AddMessaging();
        NameIdentityTables(builder);
        builder.Entity<DataProtectionKey>().ToTable("data_protection_keys");
        builder.Entity<ActivityEntry>(entry =>
        {
            entry.ToTable("activity");
            entry.Property(x => x.Kind).HasMaxLength(60);
            entry.Property(x => x.Subject).HasMaxLength(300);
            entry.Property(x => x.Partner).HasMaxLength(40);
            entry.HasIndex(x => new { x.OccurredAt, x.Id }).IsDescending();
        });
        builder.Entity<Incident>(incident =>
        {
            incident.ToTable("incidents");
            incident.Property(x => x.Subject).HasMaxLength(80);
            incident.Property(x => x.Kind).HasConversion<string>().HasMaxLength(20);
            incident.Property(x => x.Detail).HasMaxLength(500);
            incident.HasIndex(x => x.StartedAt).IsDescending();
            incident.HasIndex(x => x.EndedAt).HasFilter("ended_at is null");
        });
        builder.Entity<WatchMark>(mark =>
        {
            mark.ToTable("watch_marks");
            mark.HasKey(x => x.Subject);
            mark.Property(x => x.Subject).HasMaxLength(80);
            mark.Property(x => x.Instance).HasMaxLength(80);
        });
    }

    private static void NameIdentityTables(ModelBuilder builder)
    {
        builder.Entity<Person>().ToTable("people");
        builder.Entity<IdentityRole<Guid>>().ToTable("roles");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("person_roles");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("person_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("person_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("person_tokens");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("role_claims");
    }
}
