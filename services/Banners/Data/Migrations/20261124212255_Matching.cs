using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Banners.Data.Migrations
{
    /// <inheritdoc />
    public partial class Matching : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "text",
                table: "keywords",
                type: "character varying(240)",
                maxLength: 240,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(120)",
                oldMaxLength: 120);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "keywords",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "negative",
                table: "keywords",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "position",
                table: "keywords",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "lookalikes",
                table: "campaigns",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "priority",
                table: "campaigns",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "weight",
                table: "campaigns",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "word_classes",
                table: "campaigns",
                type: "jsonb",
                nullable: true,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "banners",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "kind",
                table: "keywords");

            migrationBuilder.DropColumn(
                name: "negative",
                table: "keywords");

            migrationBuilder.DropColumn(
                name: "position",
                table: "keywords");

            migrationBuilder.DropColumn(
                name: "lookalikes",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "priority",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "weight",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "word_classes",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "banners");

            migrationBuilder.AlterColumn<string>(
                name: "text",
                table: "keywords",
                type: "character varying(120)",
                maxLength: 120,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(240)",
                oldMaxLength: 240);
        }
    }
}
