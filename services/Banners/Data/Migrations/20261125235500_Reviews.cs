using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Banners.Data.Migrations
{
    /// <inheritdoc />
    public partial class Reviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "archived_at",
                table: "campaigns",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "paused_by",
                table: "campaigns",
                type: "character varying(210)",
                maxLength: 210,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "review",
                table: "campaigns",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Draft");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "review_at",
                table: "campaigns",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "review_by",
                table: "campaigns",
                type: "character varying(210)",
                maxLength: 210,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "review_reason",
                table: "campaigns",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "campaigns",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "campaign_versions",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    approved_by = table.Column<string>(type: "character varying(210)", maxLength: 210, nullable: false),
                    writers = table.Column<string[]>(type: "text[]", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    keywords = table.Column<int>(type: "integer", nullable: false),
                    banners = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_versions", x => new { x.campaign_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "proposals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    proposed_by = table.Column<string>(type: "character varying(210)", maxLength: 210, nullable: false),
                    term = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    locale = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    reason = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: true),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    decided_by = table.Column<string>(type: "character varying(210)", maxLength: 210, nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proposals", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_proposals_proposed_by_at",
                table: "proposals",
                columns: new[] { "proposed_by", "at" });

            // What is live now is the first version; until now the admin key alone published and paused.
            migrationBuilder.Sql(
                """
                insert into campaign_versions (campaign_id, number, at, approved_by, writers, revision, keywords, banners, content)
                select live.campaign_id, 1, coalesce(campaigns.published_at, now()), 'key:admin', '{key:admin}', live.revision,
                  jsonb_array_length(live.content->'keywords'), jsonb_array_length(live.content->'banners'), live.content
                from published_campaigns live join campaigns on campaigns.id = live.campaign_id;
                update campaigns set version = 1 where id in (select campaign_id from campaign_versions);
                update campaigns set paused_by = 'key:admin' where status = 'Paused';
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "campaign_versions");

            migrationBuilder.DropTable(
                name: "proposals");

            migrationBuilder.DropColumn(
                name: "archived_at",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "paused_by",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "review",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "review_at",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "review_by",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "review_reason",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "version",
                table: "campaigns");
        }
    }
}
