using System.Globalization;
using Dashboard.Language;
using Dashboard.Neighbours;

namespace Dashboard.HelplineCalls;

/// <summary>Calls that came and calls that were to be expected, with the 95 % interval as a band, as an ECharts option.</summary>
internal static class ExpectedChart
{
    public static object Of(IReadOnlyList<ExpectedDay> days) => new
    {
        animation = false,
        aria = new { enabled = false },
        grid = new { left = 8, right = 16, top = 44, bottom = 8, containLabel = true },
        legend = new { top = 0, left = 0, icon = "roundRect", textStyle = new { color = "--ink", fontSize = 13 }, data = new[] { Texts.CallsCame, Texts.CallsExpected } },
        tooltip = new { trigger = "axis" },
        xAxis = new
        {
            type = "category",
            boundaryGap = false,
            data = days.Select(day => day.Day.ToString("d MMM", CultureInfo.CurrentCulture)).ToArray(),
            axisLabel = new { color = "--ink-soft" },
            axisLine = new { lineStyle = new { color = "--line" } },
            axisTick = new { show = false },
        },
        yAxis = new { type = "value", axisLabel = new { color = "--ink-soft" }, splitLine = new { lineStyle = new { color = "--line" } } },
        series = new object[]
        {
            // A band is two stacked areas, of which only the upper one is filled.
            Band(Texts.ColumnLow, days.Select(day => day.Low), 0),
            Band(Texts.CallsInterval, days.Select(day => day.High - day.Low), 0.18),
            Line(Texts.CallsExpected, "--series-3", "dashed", days.Select(day => day.Expected)),
            Line(Texts.CallsCame, "--series-1", "solid", days.Select(day => (double)day.Calls)),
        },
    };

    private static object Band(string name, IEnumerable<double> values, double opacity) => new
    {
        type = "line",
        name,
        stack = "interval",
        data = values.Select(value => Math.Round(value)).ToArray(),
        showSymbol = false,
        silent = true,
        tooltip = new { show = false },
        lineStyle = new { opacity = 0 },
        itemStyle = new { color = "--series-3" },
        areaStyle = new { color = "--series-3", opacity },
    };

    private static object Line(string name, string colour, string dash, IEnumerable<double> values) => new
    {
        type = "line",
        name,
        data = values.Select(value => Math.Round(value)).ToArray(),
        showSymbol = false,
        lineStyle = new { width = 2.5, type = dash, color = colour },
        itemStyle = new { color = colour },
    };
}
