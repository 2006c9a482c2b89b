using Content.Creators;
using Content.Moderation;
using Content.Uploads;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;

namespace Content.Data;

internal sealed class ContentDbContext(DbContextOptions<ContentDbContext> options) : DbContext(options)
{
    public DbSet<Creator> Creators => Set<Creator>();

    public DbSet<Upload> Uploads => Set<Upload>();

    public DbSet<Video> Videos => Set<Video>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddMessaging();
        modelBuilder.AddKnownPartners();
        modelBuilder.Entity<Creator>(creator =>
        {
            creator.Property(x => x.Slug).HasMaxLength(60);
            creator.Property(x => x.Name).HasMaxLength(80);
            creator.Property(x => x.RoleFr).HasMaxLength(160);
            creator.Property(x => x.RoleEn).HasMaxLength(160);
            creator.HasIndex(x => x.Slug).IsUnique();
        });
        modelBuilder.Entity<Upload>(upload =>
        {
            upload.Property(x => x.State).HasConversion<string>().HasMaxLength(20);
            upload.Property(x => x.Title).HasMaxLength(Upload.LongestTitle);
            upload.Property(x => x.Language).HasMaxLength(20);
            upload.Property(x => x.Partner).HasMaxLength(40);
            upload.Property(x => x.Reason).HasMaxLength(500);
            upload.HasOne<Creator>().WithMany().HasForeignKey(x => x.CreatorId).OnDelete(DeleteBehavior.Restrict);
            upload.HasIndex(x => new { x.State, x.ExpiresAt });
        });
        modelBuilder.Entity<Video>(video =>
        {
            video.Property(x => x.Status).HasConversion<string>().HasMaxLength(20);
            video.Property(x => x.Title).HasMaxLength(Upload.LongestTitle);
            video.Property(x => x.Language).HasMaxLength(20);
            video.Property(x => x.Partner).HasMaxLength(40);
            video.Property(x => x.MediaType).HasMaxLength(40);
            video.Property(x => x.ShareSlug).HasMaxLength(20);
            video.Property(x => x.Reason).HasMaxLength(500);
            video.Property(x => x.Revision).IsConcurrencyToken();
            video.HasOne(x => x.Creator).WithMany().HasForeignKey(x => x.CreatorId).OnDelete(DeleteBehavior.Restrict);
            video.HasIndex(x => x.ShareSlug).IsUnique();
            video.HasIndex(x => new { x.Status, x.PublishedAt });
        });
    }
}
