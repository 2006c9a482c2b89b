using System.Net;
using Analytics.Tests.Ingestion;
using Contracts.Partners;
using Npgsql;

namespace Analytics.Tests.Erasing;

public sealed class EraseTests(QuietApp app) : IClassFixture<QuietApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_table_names_an_erased_partner_any_more_and_another_keeps_everything()
    {
        var (gone, stays) = (Some.Partner(), Some.Partner());
        foreach (var partner in new[] { gone, stays })
            await FillAsync(partner);
        await app.ExecuteAsync("delete from closed_days");
        await app.CloseDaysAsync();
        var before = await HoldingAsync(stays);
        (await HoldingAsync(gone)).ShouldBe(before);
        string[] expected =
        [
            "raw_events", "raw_partner_events", "partner_event_claims", "rollup_minutes", "rollup_hours", "rollup_days", "rollup_day_cells",
            "partner_rollup_days", "partner_cells", "ingestion_outcomes", "known_partners", "videos", "flights",
        ];
        expected.Except(before.Split(' ').Select(x => x.Split(':')[0])).ShouldBeEmpty("the test does not fill every table that there is");

        var done = await app.EndOfAsync(await app.StartJobAsync($"/v1/partners/{gone}:erase"));

        $"{done["state"]} {done["doneDays"]} of {done["days"]} {done["partner"]}".ShouldBe("done 3 of 3 ");
        done["changed"]!.GetValue<long>().ShouldBeGreaterThan(40);
        (await HoldingAsync(gone)).ShouldBeEmpty();
        (await HoldingAsync(stays)).ShouldBe(before);
        (await Recount.DifferencesAsync(app)).ShouldBe(0);

        // Again is harmless.
        (await app.EndOfAsync(await app.StartJobAsync($"/v1/partners/{gone}:erase")))["changed"]!.GetValue<long>().ShouldBe(0);
    }

    [Fact]
    public async Task What_arrives_afterwards_counts_again()
    {
        var partner = Some.Partner();
        var shown = Some.Event(partner: partner);
        var webhook = Some.Webhook(partner, Some.PartnerEvent());
        await app.RecordAsync(shown);
        await app.PublishAsync(webhook);
        await app.EndOfAsync(await app.StartJobAsync($"/v1/partners/{partner}:erase"));

        await app.RecordAsync(shown);
        await app.PublishAsync(webhook);

        (await app.OutcomesAsync(partner)).ShouldBe("stored 2");
        (await Recount.DifferencesAsync(app, partner)).ShouldBe(0);
    }

    [Fact]
    public async Task A_sandbox_that_is_erased_stays_a_sandbox()
    {
        var partner = Some.Partner();
        await app.RegisterPartnerAsync(partner, sandbox: true);
        await app.RecordAsync(Some.Event(partner: partner));

        await app.EndOfAsync(await app.StartJobAsync($"/v1/partners/{partner}:erase"));

        (await HoldingAsync(partner)).ShouldBe("known_partners:2");
    }

    [Fact]
    public async Task Only_the_admin_erases_and_only_what_can_be_a_partner()
    {
        using var client = await app.PartnerAsync(Some.Partner());
        (await client.PostAsync(new Uri("/v1/partners/tiktok:erase", UriKind.Relative), null, Cancelled)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await app.TryPostAsync("/v1/partners/NO%20BODY:erase", null)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await app.TryPostAsync($"/v1/partners/{new string('a', 3000)}:erase", null)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task FillAsync(string partner)
    {
        await app.RegisterPartnerAsync(partner, sandbox: false);
        await app.RecordAsync(
            [.. Enumerable.Range(0, 20).Select(_ => Some.Event(partner: partner, campaign: Guid.Parse("01900000-0000-7000-8000-000000000119"), decidedAt: Some.Now.AddDays(-5))), Some.Event(partner: partner), Some.Event("hover", partner)]);
        await app.PublishAsync(Some.Webhook(partner, Some.PartnerEvent(), Some.PartnerEvent(at: Some.Now.AddDays(-7))));
        await app.PublishAsync(Some.Upload(Guid.CreateVersion7(), partner));
        (await app.TryPostAsync("/v1/flights", new { medium = "trend", name = "#EnfanceEnDanger", from = "2020-04-15", to = "2020-04-16", partner })).Status.ShouldBe(HttpStatusCode.Created);
        // Its announcement leaves by the outbox.
        await Testing.Eventually.IsTrueAsync(async () => await app.CountAsync("select count(*) from outbox_messages") == 0, Cancelled);
    }

    /// <summary>Every table that holds the text in any column, and how often, such as <c>raw_events:21 videos:1</c>; partitions count as their table.</summary>
    private async Task<string> HoldingAsync(string text)
    {
        var holding = new List<string>();
        await using var connection = new NpgsqlConnection(app.Database);
        await connection.OpenAsync(Cancelled);
        var columns = new List<(string Table, string Column)>();
        await using (var list = new NpgsqlCommand("""
            select c.table_name, c.column_name from information_schema.columns c
            where c.table_schema = 'public' and c.data_type not in ('uuid', 'date', 'bigint', 'integer', 'boolean', 'timestamp with time zone', 'double precision')
            and not exists (select from pg_inherits where inhrelid = quote_ident(c.table_name)::regclass) order by 1, 2
            """, connection))
        await using (var reader = await list.ExecuteReaderAsync(Cancelled))
        {
            while (await reader.ReadAsync(Cancelled))
                columns.Add((reader.GetString(0), reader.GetString(1)));
        }

        columns.Count.ShouldBeGreaterThan(40);
        foreach (var table in columns.GroupBy(x => x.Table, StringComparer.Ordinal))
        {
            var sum = string.Join(" + ", table.Select(x => $"count(*) filter (where \"{x.Column}\"::text like '%{text}%')"));
            if (await app.CountAsync($"select {sum} from \"{table.Key}\"") is > 0 and var count)
                holding.Add($"{table.Key}:{count}");
        }

        return string.Join(' ', holding);
    }
}
