namespace Analytics.Defining;

/// <summary>Every figure of every report. Its texts lie in FigureTexts.resx (French) and FigureTexts.en.resx.</summary>
internal static class Figures
{
    /// <summary>Name of the figure and key of its unit.</summary>
    public static readonly IReadOnlyDictionary<string, string> Units = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["impressions"] = "events",
        ["viewable"] = "events",
        ["clicks"] = "events",
        ["taps"] = "events",
        ["ctr"] = "ratio",
        ["verified"] = "events",
        ["public"] = "events",
        ["bundle"] = "events",
        ["invalid"] = "events",
        ["partnerEventsTotal"] = "units",
        ["partnerEventsReceived"] = "events",
        ["uploads"] = "videos",
        ["videosPublished"] = "videos",
        ["helplineTaps"] = "events",
        ["eventsStored"] = "events",
        ["eventsDuplicate"] = "events",
        ["eventsInvalid"] = "events",
        ["eventsTooOld"] = "events",
        ["share"] = "ratio",
        ["otherRows"] = "rows",
        ["decisions"] = "decisions",
        ["decisionsMatched"] = "decisions",
        ["decisionsWithoutMatch"] = "decisions",
        ["funnelCount"] = "events",
        ["rateOfPrevious"] = "ratio",
        ["rateOfFirst"] = "ratio",
        ["comparisonValue"] = "events",
        ["comparedValue"] = "events",
        ["difference"] = "events",
        ["relative"] = "ratio",
        ["views"] = "units",
        ["shares"] = "units",
        ["completions"] = "units",
        ["completionRate"] = "ratio",
        ["qualityReceived"] = "events",
        ["qualityStored"] = "events",
        ["late"] = "events",
        ["qualityShare"] = "ratio",
        ["impossible"] = "events",
        ["calls"] = "calls",
        ["urgentCalls"] = "calls",
        ["expectedCalls"] = "calls",
        ["uplift"] = "calls",
        ["relativeUplift"] = "ratio",
        ["interval"] = "calls",
        ["usableDays"] = "days",
        ["modelParameters"] = "ratio",
        ["placeboAlarms"] = "campaigns",
        ["lastEventAt"] = "instant",
        ["completeUntil"] = "instant",
        ["state"] = "code",
    };

    /// <summary>Where a figure is defined.</summary>
    public static string Link(string figure) =>
        Units.ContainsKey(figure) ? $"/v1/definitions/{figure}" : throw new ArgumentException($"No figure is named {figure}.", nameof(figure));

    /// <summary>The links of a report. Each name is that of a figure, or <c>name=figure</c> where the report calls it otherwise.</summary>
    public static IReadOnlyDictionary<string, string> Links(params ReadOnlySpan<string> names)
    {
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var parts = name.Split('=');
            links.Add(parts[0], Link(parts[^1]));
        }

        foreach (var always in (ReadOnlySpan<string>)["completeUntil", "state"])
            links.Add(always, Link(always));
        return links;
    }
}
