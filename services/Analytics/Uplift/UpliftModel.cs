using Analytics.Defining;
using Analytics.Reports;

namespace Analytics.Uplift;

/// <summary>Calls of a campaign's days beside those that the days before let expect. A rise beside a campaign is not proof that the campaign caused it.</summary>
/// <param name="Head">What it says of itself.</param>
/// <param name="Weeks">Weeks before the campaign that the model was fitted to.</param>
/// <param name="Illustrative">At least one figure is not a published one.</param>
/// <param name="Sources">Where the figures are from, in the language asked for.</param>
/// <param name="Days">The campaign's usable days.</param>
/// <param name="Before">The days that the model was fitted to: all that is needed to fit it again.</param>
/// <param name="Excluded">Days whose figures were not used, and why.</param>
/// <param name="Events">What else ran during the campaign or in the days before it.</param>
internal sealed record UpliftModel(
    ReportHead Head, string Helpline, DateOnly From, DateOnly To, int Weeks, bool Illustrative, IReadOnlyList<string> Sources, UpliftMethod Method,
    UpliftVerdict Verdict, CumulativeUplift Cumulative, IReadOnlyList<UpliftDay> Days, UpliftParameters Parameters, UpliftPlacebo Placebo,
    IReadOnlyList<UpliftEvent> Events, IReadOnlyList<UpliftFittedDay> Before, IReadOnlyList<UpliftExcludedDay> Excluded) : Report(Head)
{
    public static readonly IReadOnlyDictionary<string, string> Links = Figures.Links(
        "weeks=usableDays", "days=usableDays", "observed=calls", "calls", "expected=expectedCalls", "fitted=expectedCalls", "uplift", "relative=relativeUplift",
        "low=interval", "high=interval", "relativeLow=interval", "relativeHigh=interval", "parameters=modelParameters", "method=modelParameters", "placebo=placeboAlarms");
}

/// <param name="Definition">Where the method, its formulae and its limits are written down, in the repository.</param>
/// <param name="Interval">Of each low and high: 0.95.</param>
internal sealed record UpliftMethod(string Name, int Version, double Interval, string Definition);

/// <param name="Code"><c>rise</c>, <c>fall</c> or <c>none</c>.</param>
/// <param name="Alarm">The interval of the cumulative uplift does not hold 0.</param>
/// <param name="Text">The same in words, with what it does not prove, in the language asked for.</param>
/// <param name="Caution">Why the interval should not be trusted much; null when nothing speaks against it.</param>
internal sealed record UpliftVerdict(string Code, bool Alarm, string Text, string? Caution);

/// <param name="Calls">Calls that came.</param>
/// <param name="Expected">Calls that were to be expected without the campaign.</param>
/// <param name="Low">Lower end of the 95 % interval of that.</param>
/// <param name="High">Upper end.</param>
internal sealed record UpliftDay(DateOnly Day, long Calls, double Expected, double Low, double High);

/// <param name="Fitted">Mean of the fitted model for that day.</param>
internal sealed record UpliftFittedDay(DateOnly Day, long Calls, double Fitted);

/// <param name="Reason"><c>noFigure</c>, <c>someHours</c>, <c>notOver</c>, <c>closed</c> or <c>rareWeekday</c>.</param>
/// <param name="Text">The reason in words, in the language asked for.</param>
internal sealed record UpliftExcludedDay(DateOnly Day, string Reason, string Text);

/// <param name="Possible">How many pretended campaigns the days before had room for.</param>
/// <param name="Alarms">How many of them the method took for a rise or fall; chance alone makes it 1 in 20.</param>
/// <param name="Text">What that says, in words, in the language asked for.</param>
internal sealed record UpliftPlacebo(int Possible, int Alarms, string Text, IReadOnlyList<Placebo> Campaigns);

/// <param name="Before">It ran in the days that the model was fitted to, and may have moved what is expected.</param>
/// <param name="During">It ran during the campaign.</param>
internal sealed record UpliftEvent(Guid Id, string Medium, string Name, DateOnly From, DateOnly To, string? Partner, bool Illustrative, string Note, bool Before, bool During);
