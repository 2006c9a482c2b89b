using Dashboard.Language;
using Dashboard.Live;

namespace Dashboard.Overview;

/// <summary>Impressions and clicks of the last sixty minutes as an ECharts option.</summary>
internal static class LastHourChart
{
    public static object Of(LiveState state, Figures figures) => new
    {
        animation = false,
        aria = new { enabled = false },
        grid = new { left = 8, right = 16, top = 40, bottom = 8, containLabel = true },
        legend = new { top = 0, left = 0, icon = "roundRect", textStyle = new { color = "--ink", fontSize = 13 } },
        tooltip = new { trigger = "axis" },
        xAxis = new
        {
            type = "category",
            boundaryGap = false,
            data = state.Impressions.Select(point => figures.Minute(point.At)).ToArray(),
            axisLabel = new { color = "--ink-soft", interval = 9 },
            axisLine = new { lineStyle = new { color = "--line" } },
            axisTick = new { show = false },
        },
        yAxis = new { type = "value", minInterval = 1, axisLabel = new { color = "--ink-soft" }, splitLine = new { lineStyle = new { color = "--line" } } },
        series = new object[]
        {
            Line(Texts.FigureImpressions, "--series-1", "solid", state.Impressions.Select(point => point.Value)),
            // Another dash, not only another colour.
            Line(Texts.FigureClicks, "--series-2", "dashed", state.Clicks.Select(point => point.Value)),
        },
    };

    private static object Line(string name, string colour, string dash, IEnumerable<long> values) => new
    {
        type = "line",
        name,
        data = values.ToArray(),
        showSymbol = false,
        lineStyle = new { width = 2.5, type = dash, color = colour },
        itemStyle = new { color = colour },
    };
}
