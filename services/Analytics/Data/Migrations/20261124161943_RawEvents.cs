using Analytics.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Analytics.Data.Migrations
{
    /// <summary>
    /// The raw events, partitioned by day; written by hand, because the ingestion and not EF Core knows these tables. The
    /// decision or event id is in every key, so that the tables can be distributed by it.
    /// </summary>
    [DbContext(typeof(MetricsDbContext))]
    [Migration("20261124161943_RawEvents")]
    public sealed class RawEvents : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                create table raw_events (
                    day date not null,
                    decision_id uuid not null,
                    event_type text not null,
                    campaign_id uuid not null,
                    banner_id uuid not null,
                    keyword_id uuid not null,
                    partner text not null,
                    locale text,
                    country text,
                    region text,
                    device text,
                    validity text not null,
                    verified boolean not null,
                    received_at timestamptz not null,
                    primary key (day, decision_id, event_type)
                ) partition by range (day);

                create table raw_partner_events (
                    day date not null,
                    partner text not null,
                    source text not null,
                    event_id text not null,
                    event_type text not null,
                    occurred_at timestamptz not null,
                    campaign_id uuid,
                    subject text,
                    count bigint not null,
                    sandbox boolean not null,
                    received_at timestamptz not null,
                    primary key (day, partner, source, event_id)
                ) partition by range (day);

                -- Undated: the same event with another time is still the same event. Kept as long as raw events of "day" are.
                create table partner_event_claims (
                    partner text not null,
                    source text not null,
                    event_id text not null,
                    day date not null,
                    primary key (partner, source, event_id)
                );
                create index ix_partner_event_claims_day on partner_event_claims (day);

                -- A few rows are updated by every batch: room on the page keeps the updates off the index.
                alter table rollup_minutes set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
                alter table rollup_hours set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
                alter table rollup_days set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
                alter table rollup_day_cells set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
                alter table ingestion_outcomes set (fillfactor = 70);
                alter table ingestion_state set (fillfactor = 50);
                """);
        }

        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("drop table raw_events; drop table raw_partner_events; drop table partner_event_claims;");
    }
}
