using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Analytics.Data.Migrations
{
    /// <inheritdoc />
    public partial class ReportRollups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "decision_rollup_days",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner = table.Column<string>(type: "text", nullable: false),
                    verified = table.Column<bool>(type: "boolean", nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decision_rollup_days", x => new { x.day, x.campaign_id, x.partner, x.verified });
                });

            migrationBuilder.CreateTable(
                name: "partner_late_days",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    partner = table.Column<string>(type: "text", nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_late_days", x => new { x.day, x.partner });
                });

            migrationBuilder.CreateTable(
                name: "video_rollup_days",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    video_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner = table.Column<string>(type: "text", nullable: false),
                    event_type = table.Column<string>(type: "text", nullable: false),
                    sandbox = table.Column<bool>(type: "boolean", nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_video_rollup_days", x => new { x.day, x.video_id, x.partner, x.event_type, x.sandbox });
                });

            // What raw events still tell of the days before.
            migrationBuilder.Sql(
                """
                insert into video_rollup_days (day, video_id, partner, event_type, sandbox, count)
                select day, case when subject ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then subject::uuid else '00000000-0000-0000-0000-000000000000' end,
                    partner, event_type, sandbox, sum(count)
                from raw_partner_events where event_type in ('video.view', 'video.share', 'video.complete') group by 1, 2, 3, 4, 5;

                insert into partner_late_days (day, partner, count)
                select (received_at at time zone 'UTC')::date, partner, count(*)
                from raw_partner_events where received_at > occurred_at + interval '1 hour' group by 1, 2;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "decision_rollup_days");

            migrationBuilder.DropTable(
                name: "partner_late_days");

            migrationBuilder.DropTable(
                name: "video_rollup_days");
        }
    }
}
