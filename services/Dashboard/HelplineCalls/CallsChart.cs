using System.Globalization;
using Dashboard.Language;
using Dashboard.Neighbours;

namespace Dashboard.HelplineCalls;

/// <summary>Daily calls beside the same dates of the year before, flights as areas behind them, as an ECharts option.</summary>
internal static class CallsChart
{
    public static object Of(IReadOnlyList<ComparedDay> days, IReadOnlyList<Flight> flights) => new
    {
        animation = false,
        aria = new { enabled = false },
        grid = new { left = 8, right = 16, top = 44, bottom = 8, containLabel = true },
        legend = new { top = 0, left = 0, icon = "roundRect", textStyle = new { color = "--ink", fontSize = 13 }, data = new[] { "2020", "2019" } },
        tooltip = new { trigger = "axis" },
        xAxis = new
        {
            type = "category",
            boundaryGap = false,
            data = days.Select(day => Label(day.Day)).ToArray(),
            axisLabel = new { color = "--ink-soft" },
            axisLine = new { lineStyle = new { color = "--line" } },
            axisTick = new { show = false },
        },
        yAxis = new { type = "value", axisLabel = new { color = "--ink-soft" }, splitLine = new { lineStyle = new { color = "--line" } } },
        series = new object[]
        {
            Line("2020", "--series-1", "solid", days.Select(day => day.Calls)),
            Line("2019", "--series-3", "dashed", days.Select(day => day.Compared)),
            Areas(days, flights),
        },
    };

    /// <summary>Name of the colour of a medium in app.css.</summary>
    public static string Colour(string medium) => medium.ToUpperInvariant() switch
    {
        "TV" => "--flight-tv",
        "RADIO" => "--flight-radio",
        "WEB" => "--flight-web",
        "TREND" => "--flight-trend",
        _ => "--flight-social",
    };

    private static object Line(string name, string colour, string dash, IEnumerable<long?> values) => new
    {
        type = "line",
        name,
        data = values.ToArray(),
        showSymbol = false,
        lineStyle = new { width = 2.5, type = dash, color = colour },
        itemStyle = new { color = colour },
    };

    private static object Areas(IReadOnlyList<ComparedDay> days, IReadOnlyList<Flight> flights) => new
    {
        type = "line",
        data = Array.Empty<long>(),
        markArea = new
        {
            silent = true,
            data = flights.Where(flight => days.Count > 0 && flight.From <= days[^1].Day && flight.To >= days[0].Day)
                .OrderBy(flight => flight.From)
                .Select((flight, row) => Area(days, flight, row)).ToArray(),
        },
    };

    // Flights run at the same time: each name has a row of its own.
    private static object[] Area(IReadOnlyList<ComparedDay> days, Flight flight, int row) =>
    [
        new
        {
            name = MediumTexts.Name(flight.Medium),
            xAxis = Label(flight.From < days[0].Day ? days[0].Day : flight.From),
            itemStyle = new { color = Colour(flight.Medium), opacity = 0.16 },
            label = new { color = "--ink", fontSize = 11, position = "insideTopLeft", distance = 4, padding = new[] { row * 15, 0, 0, 0 } },
        },
        new { xAxis = Label(flight.To > days[^1].Day ? days[^1].Day : flight.To) },
    ];

    private static string Label(DateOnly day) => day.ToString("d MMM", CultureInfo.CurrentCulture);
}
