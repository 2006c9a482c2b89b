using Analytics.Live;
using Npgsql;

namespace Analytics.Tests.Live;

[Collection(SharedApp.Name)]
public sealed class LiveCursorTests(AnalyticsApp app)
{
    [Theory]
    [InlineData("10:20:12,15")]
    [InlineData("10:10:")]
    [InlineData("4294967290:4294967310:4294967290,4294967309")]
    public async Task Sees_what_PostgreSQL_says_is_visible(string snapshot)
    {
        var cursor = LiveCursor.Of("e", Some.Now, snapshot);
        var xmin = ulong.Parse(snapshot.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);
        await using var connection = new NpgsqlConnection(app.Database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        for (var transaction = xmin - 5; transaction < xmin + 30; transaction++)
        {
            await using var command = new NpgsqlCommand($"select pg_visible_in_snapshot('{transaction}'::xid8, '{snapshot}'::pg_snapshot)", connection);
            cursor.Sees(transaction).ShouldBe((bool)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!, $"{transaction}");
        }
    }

    [Theory]
    [InlineData("10:20:12", "10:20:12,15", true)]
    [InlineData("10:20:12,15", "10:20:12", false)]
    [InlineData("12:25:12,24", "10:20:12", true)]
    [InlineData("10:20:", "10:21:", false)]
    public void Covers_a_snapshot_that_is_not_later(string later, string earlier, bool covers)
    {
        LiveCursor.Of("e", Some.Now, later).Covers(LiveCursor.Of("e", Some.Now, earlier)).ShouldBe(covers);
        LiveCursor.Of("other", Some.Now, later).Covers(LiveCursor.Of("e", Some.Now, earlier)).ShouldBeFalse();
    }

    [Fact]
    public void Is_read_back_as_it_was_written()
    {
        var text = LiveCursor.Of("0a1b2c3d", new DateTimeOffset(2026, 4, 27, 8, 0, 0, TimeSpan.Zero), "10:20:12,15").ToString();

        text.ShouldBe("0a1b2c3d-1777276800-10:20:12,15");
        LiveCursor.TryParse(text, out var read).ShouldBeTrue();
        read.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("e-1-1:2")]
    [InlineData("e-1-2:1:")]
    [InlineData("e-1-1:9:9")]
    [InlineData("e-1-1:9:x")]
    [InlineData("e--1-1:9:")]
    [InlineData("e-1-99999999999999999999:1:")]
    public void Nonsense_is_no_cursor(string? text) => LiveCursor.TryParse(text, out _).ShouldBeFalse();
}
