using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.Tests.PartnerCells;

/// <summary>
/// Somebody who holds a partner's key, asks everything that can be asked and subtracts. He must not come to know whether a cell holds n or
/// n + 1 events when both are shown alike: two worlds that differ only in that must give the same bytes to every question.
/// </summary>
public sealed class SubtractionTests(QuietApp app) : IClassFixture<QuietApp>
{
    private const int Days = 6;
    private static readonly DateOnly First = DateOnly.FromDateTime(Some.Now.UtcDateTime).AddDays(-Days - 4);
    private static readonly string[] Types = ["impression", "viewable", "click", "tap"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private sealed record Cell(DateOnly Day, Guid Campaign, Guid Banner, string Type, string Validity, bool Verified, long Count);

    [Fact]
    public async Task All_answers_over_all_ranges_are_the_same_for_any_figures_within_the_same_tens()
    {
        await app.ExecuteAsync("delete from closed_days");
        var random = new Random(119);
        var worlds = new List<(string Name, string Twin, string Far)>();
        for (var i = 0; i < 25; i++)
        {
            var cells = Draw(random);
            var world = (Some.Partner(), Some.Partner(), Some.Partner());
            worlds.Add(world);
            await InsertAsync(world.Item1, cells);
            await InsertAsync(world.Item2, cells.ConvertAll(cell => Within(random, cell)));
            // A world whose difference may be seen, lest the same bytes mean that nothing is shown.
            var seen = cells.FindIndex(cell => cell is { Verified: true, Validity: "valid" });
            await InsertAsync(world.Item3, [.. cells.Select((cell, at) => at == seen ? cell with { Count = cell.Count + 10 } : cell)]);
        }

        await app.CloseDaysAsync();

        var told = 0;
        foreach (var (name, twin, far) in worlds)
        {
            var answers = await AllAnswersAsync(name);
            (await AllAnswersAsync(twin)).ShouldBe(answers);
            told += await AllAnswersAsync(far) == answers ? 0 : 1;
        }

        told.ShouldBe(worlds.Count);
    }

    // Cells of a campaign's two banners on six days; small ones often, and some not there at all.
    private static List<Cell> Draw(Random random)
    {
        var campaigns = new[] { Guid.CreateVersion7(), Guid.CreateVersion7() };
        var banners = new[] { Guid.CreateVersion7(), Guid.CreateVersion7() };
        return [.. from day in Enumerable.Range(0, Days)
                   from campaign in campaigns
                   from banner in banners
                   from type in Types
                   from validity in new[] { "valid", "bot" }
                   from verified in new[] { true, false }
                   let count = random.Next(4) switch { 0 => 0, 1 => random.Next(1, 10), 2 => random.Next(10, 40), _ => random.Next(100, 5000) }
                   select new Cell(First.AddDays(day), campaign, banner, type, validity, verified, count)];
    }

    // Another figure that is shown alike; a figure that is in no cell may be any other.
    private static Cell Within(Random random, Cell cell) => cell with
    {
        Count = cell is { Verified: true, Validity: "valid" } ? (cell.Count / 10 * 10) + random.Next(10) : random.Next(5000),
    };

    private async Task<string> AllAnswersAsync(string partner)
    {
        using var client = await app.PartnerAsync(partner);
        var answers = new StringBuilder();
        for (var from = First.AddDays(-1); from <= First.AddDays(Days); from = from.AddDays(1))
        {
            for (var to = from; to <= First.AddDays(Days); to = to.AddDays(1))
            {
                foreach (var more in new[] { "", "&page=2", "&campaign=01900000-0000-7000-8000-000000000119&grain=hour&validity=bot" })
                {
                    var asked = string.Create(CultureInfo.InvariantCulture, $"/v1/partner-cells?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}{more}");
                    answers.AppendLine(await client.GetStringAsync(new Uri(asked, UriKind.Relative), Cancelled));
                }
            }
        }

        return answers.ToString().Replace(partner, "me", StringComparison.Ordinal);
    }

    private async Task InsertAsync(string partner, List<Cell> cells)
    {
        await using var connection = new NpgsqlConnection(app.Database);
        await connection.OpenAsync(Cancelled);
        await using var copy = await connection.BeginBinaryImportAsync("copy rollup_days (day, campaign_id, banner_id, partner, event_type, validity, verified, count) from stdin (format binary)", Cancelled);
        // A cell without events has no row.
        foreach (var cell in cells.Where(cell => cell.Count > 0))
        {
            await copy.StartRowAsync(Cancelled);
            await copy.WriteAsync(cell.Day, NpgsqlDbType.Date, Cancelled);
            await copy.WriteAsync(cell.Campaign, NpgsqlDbType.Uuid, Cancelled);
            await copy.WriteAsync(cell.Banner, NpgsqlDbType.Uuid, Cancelled);
            await copy.WriteAsync(partner, NpgsqlDbType.Text, Cancelled);
            await copy.WriteAsync(cell.Type, NpgsqlDbType.Text, Cancelled);
            await copy.WriteAsync(cell.Validity, NpgsqlDbType.Text, Cancelled);
            await copy.WriteAsync(cell.Verified, NpgsqlDbType.Boolean, Cancelled);
            await copy.WriteAsync(cell.Count, NpgsqlDbType.Bigint, Cancelled);
        }

        await copy.CompleteAsync(Cancelled);
    }
}
