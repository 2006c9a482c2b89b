using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Banners.Data.Migrations
{
    /// <inheritdoc />
    public partial class HelplineRevision : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "revision",
                table: "helplines",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "revision",
                table: "helplines");
        }
    }
}
