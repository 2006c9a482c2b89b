using System.Globalization;
using Analytics.Reports;

namespace Analytics.Tests.Reports;

public sealed class TimeZoneTests(ShiftedApp app) : IClassFixture<ShiftedApp>
{
    [Theory]
    [InlineData("Europe/Paris", "2026-03-29", "2026-03-29T00:00:00+01:00", 23)]
    [InlineData("Europe/Paris", "2026-10-25", "2026-10-25T00:00:00+02:00", 25)]
    [InlineData("Europe/Paris", "2026-10-26", "2026-10-26T00:00:00+01:00", 24)]
    [InlineData("America/New_York", "2026-11-01", "2026-11-01T00:00:00-04:00", 25)]
    [InlineData("America/Santiago", "2025-09-07", "2025-09-07T01:00:00-03:00", 23)]
    [InlineData("America/Havana", "2025-11-02", "2025-11-02T00:00:00-04:00", 25)]
    [InlineData("Asia/Kolkata", "2026-10-25", "2026-10-25T00:00:00+05:30", 24)]
    [InlineData("UTC", "2026-10-25", "2026-10-25T00:00:00+00:00", 24)]
    public void A_day_begins_by_its_zones_clocks_and_has_as_many_hours_as_they_give_it(string id, string day, string start, int hours)
    {
        var zone = ReportZone.Find(id)!;
        var date = DateOnly.Parse(day, CultureInfo.InvariantCulture);

        var first = zone.StartOf(date);

        first.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture).ShouldBe(start);
        (zone.StartOf(date.AddDays(1)) - first).TotalHours.ShouldBe(hours);
        zone.DayOf(first).ShouldBe(date);
        zone.DayOf(first.AddTicks(-1)).ShouldBe(date.AddDays(-1));
    }

    [Theory]
    [InlineData("Europe/Paris", "2026-10-25", 25)]
    [InlineData("Australia/Sydney", "2026-10-04", 23)]
    [InlineData("Europe/Paris", "2026-11-01", 24)]
    public async Task Each_hour_of_a_day_counts_in_that_day_and_no_other(string zone, string day, int hours)
    {
        var campaign = Guid.CreateVersion7();
        var first = ReportZone.Find(zone)!.StartOf(DateOnly.Parse(day, CultureInfo.InvariantCulture));
        var events = Enumerable.Range(-1, hours + 2).Select(i => Some.Event(campaign: campaign, decidedAt: first.AddHours(i).AddMinutes(30))).ToArray();
        await app.RecordAsync(events);

        var days = await PointsAsync($"grain=day&campaign={campaign}&zone={zone}&from={first.AddDays(-1):yyyy-MM-dd}&to={first.AddDays(1.5):yyyy-MM-dd}");
        days.Select(x => x.Value).ShouldBe([1, hours, 1]);
        days[1].At.ShouldStartWith($"{day}T00:00:00");

        var byHour = await PointsAsync($"grain=hour&campaign={campaign}&zone={zone}&from={day}&to={day}");
        byHour.Count.ShouldBe(hours);
        byHour.ShouldAllBe(x => x.Value == 1 && x.At.StartsWith(day, StringComparison.Ordinal));
        byHour.Select(x => x.At).Distinct(StringComparer.Ordinal).Count().ShouldBe(hours);
    }

    [Fact]
    public async Task The_hour_that_comes_twice_is_told_apart_by_its_offset()
    {
        var points = await PointsAsync("grain=hour&zone=Europe/Paris&from=2026-10-25&to=2026-10-25");

        points.Select(x => x.At).Skip(1).Take(4).ShouldBe(["2026-10-25T01:00:00+02:00", "2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00"]);
    }

    [Theory]
    [InlineData("2026-08-13", true)]
    [InlineData("2026-08-12", false)]
    public async Task Days_of_a_zone_reach_back_as_far_as_hours_are_kept(string from, bool possible)
    {
        using var answer = await app.TryGetAsync($"/v1/timeseries?grain=day&zone=Europe/Paris&from={from}");

        answer.IsSuccessStatusCode.ShouldBe(possible);
    }

    private async Task<List<(string At, long Value)>> PointsAsync(string query) =>
        [.. (await app.GetAsync($"/v1/timeseries?{query}"))["points"]!.AsArray().Select(x => (x!["at"]!.GetValue<string>(), x["value"]!.GetValue<long>()))];
}
