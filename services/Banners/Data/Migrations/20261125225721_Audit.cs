using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Banners.Data.Migrations
{
    /// <inheritdoc />
    public partial class Audit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "writers",
                table: "campaigns",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.CreateTable(
                name: "campaign_audit",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "character varying(210)", maxLength: 210, nullable: false),
                    action = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    before = table.Column<string>(type: "jsonb", nullable: false),
                    after = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_audit", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_campaign_audit_campaign_id_id",
                table: "campaign_audit",
                columns: new[] { "campaign_id", "id" });

            // Until now there was one author, the admin key.
            migrationBuilder.Sql("update campaigns set writers = '{key:admin}' where has_unpublished_changes;");
            migrationBuilder.Sql(
                """
                create function campaign_audit_stays() returns trigger language plpgsql as $$
                begin
                  raise exception 'The audit trail is only added to.' using errcode = 'restrict_violation';
                end $$;
                create trigger campaign_audit_stays before update or delete or truncate on campaign_audit
                  for each statement execute function campaign_audit_stays();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "campaign_audit");
            migrationBuilder.Sql("drop function campaign_audit_stays;");

            migrationBuilder.DropColumn(
                name: "writers",
                table: "campaigns");
        }
    }
}
