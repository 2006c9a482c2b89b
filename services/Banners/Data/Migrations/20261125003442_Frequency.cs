using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Banners.Data.Migrations
{
    /// <inheritdoc />
    public partial class Frequency : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "max_per_day",
                table: "campaigns",
                type: "integer",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "max_per_day",
                table: "campaigns");
        }
    }
}
