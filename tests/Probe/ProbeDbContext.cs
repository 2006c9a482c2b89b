using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;

namespace Probe;

/// <summary>What the probe's consumer has seen: one row per run, so that a second run shows.</summary>
public sealed class Sighting
{
    public long Id { get; init; }

    public required string Queue { get; init; }

    public required Guid CampaignId { get; init; }

    public required long Revision { get; init; }
}

public sealed class ProbeDbContext(DbContextOptions<ProbeDbContext> options) : DbContext(options)
{
    public DbSet<Sighting> Sightings => Set<Sighting>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddMessaging();
        modelBuilder.AddKnownPartners();
    }
}

[DbContext(typeof(ProbeDbContext))]
[Migration("20260101000000_Initial")]
public sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table outbox_messages (id uuid primary key, message_type varchar(200) not null, body text not null, trace_parent varchar(64),
          created_at timestamptz not null, due_at timestamptz not null, attempts int not null, last_error varchar(500));
        create table inbox_messages (message_id uuid, queue varchar(100), handled_at timestamptz not null, primary key (message_id, queue));
        create table known_partners (id varchar(40) primary key, revision bigint not null, name text not null, sandbox boolean not null, key_hashes text[] not null, web_origins text[] not null);
        create table sightings (id bigint generated always as identity primary key, queue text not null, campaign_id uuid not null, revision bigint not null);
        """);
}
