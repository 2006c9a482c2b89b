using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Banners.Data.Migrations
{
    /// <inheritdoc />
    public partial class Shown : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "even_rotation",
                table: "campaigns",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "flights",
                table: "campaigns",
                type: "jsonb",
                nullable: true,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string[]>(
                name: "regions",
                table: "campaigns",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string>(
                name: "accent",
                table: "banners",
                type: "character varying(7)",
                maxLength: 7,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "accent_text",
                table: "banners",
                type: "character varying(7)",
                maxLength: 7,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "image",
                table: "banners",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "image_alt",
                table: "banners",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "theme",
                table: "banners",
                type: "character varying(5)",
                maxLength: 5,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "weight",
                table: "banners",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "helpline_audit",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "character varying(210)", maxLength: 210, nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    number = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    before = table.Column<string>(type: "jsonb", nullable: true),
                    after = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_helpline_audit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "helplines",
                columns: table => new
                {
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    number = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_helplines", x => new { x.country, x.number });
                });

            migrationBuilder.CreateTable(
                name: "images",
                columns: table => new
                {
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    type = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_images", x => x.hash);
                });

            migrationBuilder.CreateIndex(
                name: "ix_helpline_audit_country_number_id",
                table: "helpline_audit",
                columns: new[] { "country", "number", "id" });

            migrationBuilder.Sql(
                """
                create function helpline_audit_stays() returns trigger language plpgsql as $$
                begin
                  raise exception 'The audit trail is only added to.' using errcode = 'restrict_violation';
                end $$;
                create trigger helpline_audit_stays before update or delete or truncate on helpline_audit
                  for each statement execute function helpline_audit_stays();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "helpline_audit");
            migrationBuilder.Sql("drop function helpline_audit_stays;");

            migrationBuilder.DropTable(
                name: "helplines");

            migrationBuilder.DropTable(
                name: "images");

            migrationBuilder.DropColumn(
                name: "even_rotation",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "flights",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "regions",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "accent",
                table: "banners");

            migrationBuilder.DropColumn(
                name: "accent_text",
                table: "banners");

            migrationBuilder.DropColumn(
                name: "image",
                table: "banners");

            migrationBuilder.DropColumn(
                name: "image_alt",
                table: "banners");

            migrationBuilder.DropColumn(
                name: "theme",
                table: "banners");

            migrationBuilder.DropColumn(
                name: "weight",
                table: "banners");
        }
    }
}
