using Analytics.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Analytics.Data.Migrations
{
    /// <summary>
    /// Which transaction changed a bucket last, for the live stream; written by hand, because only the stream reads it. No index:
    /// the stream reads by the primary key, whose first column is the time, and an index would take each update off the page.
    /// </summary>
    [DbContext(typeof(MetricsDbContext))]
    [Migration("20261125231500_LiveChanges")]
    public sealed class LiveChanges : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                alter table rollup_minutes add column changed_in xid8 not null default pg_current_xact_id();
                alter table partner_rollup_days add column changed_in xid8 not null default pg_current_xact_id();
                alter table tap_rollup_days add column changed_in xid8 not null default pg_current_xact_id();

                -- Transactions after which a follower of the stream must begin anew: buckets are gone, or mean something else.
                create table live_resets (
                    changed_in xid8 primary key default pg_current_xact_id(),
                    at timestamptz not null default now()
                );

                create function live_touch() returns trigger language plpgsql as $$
                begin
                    new.changed_in := pg_current_xact_id();
                    return new;
                end $$;

                create function live_reset() returns trigger language plpgsql as $$
                begin
                    insert into live_resets default values on conflict do nothing;
                    delete from live_resets where changed_in in (
                        select changed_in from live_resets where at < now() - interval '1 hour' for update skip locked);
                    return null;
                end $$;

                -- What retention deletes is far older than what the stream shows, and disturbs nobody.
                create function live_minutes_gone() returns trigger language plpgsql as $$
                begin
                    if exists (select from gone where bucket > now() - interval '90 minutes') then
                        insert into live_resets default values on conflict do nothing;
                    end if;
                    return null;
                end $$;

                create function live_days_gone() returns trigger language plpgsql as $$
                begin
                    if exists (select from gone where day > (now() at time zone 'UTC')::date - 3) then
                        insert into live_resets default values on conflict do nothing;
                    end if;
                    return null;
                end $$;

                -- Whoever updates a bucket and does not say so. The ingestion does, and pays for a comparison only.
                create trigger live_touch before update on rollup_minutes for each row when (new.changed_in = old.changed_in) execute function live_touch();
                create trigger live_touch before update on partner_rollup_days for each row when (new.changed_in = old.changed_in) execute function live_touch();
                create trigger live_touch before update on tap_rollup_days for each row when (new.changed_in = old.changed_in) execute function live_touch();

                create trigger live_gone after delete on rollup_minutes referencing old table as gone for each statement execute function live_minutes_gone();
                create trigger live_gone after delete on partner_rollup_days referencing old table as gone for each statement execute function live_days_gone();
                create trigger live_gone after delete on tap_rollup_days referencing old table as gone for each statement execute function live_days_gone();

                -- A bucket that becomes another one is gone too. Fires only for statements that set a column of the key.
                create trigger live_moved after update of bucket, campaign_id, partner, event_type, validity, verified on rollup_minutes
                    for each statement execute function live_reset();
                create trigger live_moved after update of day, partner, event_type, campaign_id, sandbox on partner_rollup_days
                    for each statement execute function live_reset();
                create trigger live_moved after update of day, number, page, locale on tap_rollup_days
                    for each statement execute function live_reset();

                create trigger live_sandbox_came after insert on known_partners for each row when (new.sandbox) execute function live_reset();
                create trigger live_sandbox_changed after update on known_partners for each row when (new.sandbox <> old.sandbox) execute function live_reset();
                create trigger live_sandbox_left after delete on known_partners for each row when (old.sandbox) execute function live_reset();
                """);
        }

        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                """
                drop trigger live_sandbox_came on known_partners;
                drop trigger live_sandbox_changed on known_partners;
                drop trigger live_sandbox_left on known_partners;
                drop trigger live_touch on rollup_minutes;
                drop trigger live_gone on rollup_minutes;
                drop trigger live_moved on rollup_minutes;
                drop trigger live_touch on partner_rollup_days;
                drop trigger live_gone on partner_rollup_days;
                drop trigger live_moved on partner_rollup_days;
                drop trigger live_touch on tap_rollup_days;
                drop trigger live_gone on tap_rollup_days;
                drop trigger live_moved on tap_rollup_days;
                drop function live_touch();
                drop function live_reset();
                drop function live_minutes_gone();
                drop function live_days_gone();
                drop table live_resets;
                alter table rollup_minutes drop column changed_in;
                alter table partner_rollup_days drop column changed_in;
                alter table tap_rollup_days drop column changed_in;
                """);
    }
}
