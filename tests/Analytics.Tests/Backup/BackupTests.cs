using System.Diagnostics;
using Analytics.Tests.Ingestion;
using Contracts.Banners;
using Npgsql;
using Testing;

namespace Analytics.Tests.Backup;

/// <summary>The commands of the service's README: the store is dumped, goes on, is lost and comes back as it was dumped.</summary>
public sealed class BackupTests(AnalyticsApp app) : IClassFixture<AnalyticsApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_restore_everything_that_is_delivered_again_counts_once()
    {
        Assert.SkipUnless(await CanDumpAsync(), "There is no pg_dump here that is as new as the server.");
        var partner = Some.Partner();
        BannerEventsRecorded[] before = [Batch(partner, 0), Batch(partner, -3)];
        var webhookBefore = Some.Webhook(partner, Some.PartnerEvent(), Some.PartnerEvent(at: Some.Now.AddDays(-9)));
        foreach (var batch in before)
            await app.PublishAsync(batch);
        await app.PublishAsync(webhookBefore);

        await RunAsync("pg_dump", "--format=custom", $"--file={Dump}");

        // What came after the dump: also on a day that had no partition yet, and before the end of a batch that the dump holds a part of.
        BannerEventsRecorded[] after = [Batch(partner, 0), Batch(partner, -40), new() { Events = [before[0].Events[0], Some.Event(partner: partner)] }];
        var webhookAfter = Some.Webhook(partner, webhookBefore.Events[0], Some.PartnerEvent());
        foreach (var batch in after)
            await app.PublishAsync(batch);
        await app.PublishAsync(webhookAfter);
        var counted = await CountsAsync(partner);

        await RecreateAsync();
        await RunAsync("pg_restore", "--exit-on-error", $"--dbname={new NpgsqlConnectionStringBuilder(app.Database).Database}", Dump);

        (await CountsAsync(partner)).ShouldBe("events 40, partner events 2, in figures 40 and 2");
        foreach (var batch in before.Concat(after).Concat(after))
            await app.PublishAsync(batch);
        foreach (var webhook in new[] { webhookBefore, webhookAfter, webhookAfter })
            await app.PublishAsync(webhook);

        counted.ShouldBe("events 81, partner events 3, in figures 81 and 3");
        (await CountsAsync(partner)).ShouldBe(counted);
        (await Recount.DifferencesAsync(app)).ShouldBe(0);
    }

    private string Dump => Path.Combine(app.Folder, "metrics.dump");

    private static BannerEventsRecorded Batch(string partner, int day) =>
        new() { Events = [.. Enumerable.Range(0, 20).Select(_ => Some.Event(partner: partner, decidedAt: Some.Now.AddDays(day)))] };

    private async Task<string?> CountsAsync(string partner) => await app.ScalarAsync<string>($"""
        select 'events ' || (select count(*) from raw_events where partner = '{partner}') || ', partner events ' || (select count(*) from raw_partner_events where partner = '{partner}')
            || ', in figures ' || (select sum(count) from rollup_days where partner = '{partner}') || ' and ' || (select sum(events) from partner_rollup_days where partner = '{partner}')
        """);

    // As an operator does, only that the service is not even stopped: it waits for its database.
    private async Task RecreateAsync()
    {
        var name = new NpgsqlConnectionStringBuilder(app.Database).Database;
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(app.Database) { Database = "postgres" }.ConnectionString);
        await connection.OpenAsync(Cancelled);
        foreach (var sql in new[] { $"drop database {name} with (force)", $"create database {name}" })
        {
            // Dropping waits for a checkpoint, and that for a busy disk.
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 180 };
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        NpgsqlConnection.ClearAllPools();
    }

    private async Task<bool> CanDumpAsync()
    {
        var server = int.Parse((await app.ScalarAsync<string>("show server_version_num"))![..2], System.Globalization.CultureInfo.InvariantCulture);
        try
        {
            var (_, version) = await StartAsync("pg_dump", "--version");
            return int.Parse(version.Split(' ')[2].Split('.')[0], System.Globalization.CultureInfo.InvariantCulture) >= server;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var (code, said) = await StartAsync(program, arguments);
        code.ShouldBe(0, said);
    }

    private async Task<(int Code, string Said)> StartAsync(string program, params string[] arguments)
    {
        var settings = new NpgsqlConnectionStringBuilder(app.Database);
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PGHOST"] = settings.Host;
        start.Environment["PGPORT"] = settings.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = settings.Username;
        start.Environment["PGPASSWORD"] = settings.Password;
        start.Environment["PGDATABASE"] = settings.Database;
        using var process = Process.Start(start)!;
        var (said, failed) = (process.StandardOutput.ReadToEndAsync(Cancelled), process.StandardError.ReadToEndAsync(Cancelled));
        await process.WaitForExitAsync(Cancelled);
        return (process.ExitCode, await said + await failed);
    }
}
