using Banners.Data;
using Banners.Serving;

namespace Banners.Helplines;

/// <summary>A helpline as its editors see it.</summary>
/// <param name="Names">BCP 47 tag → what it is called.</param>
/// <param name="Kind"><c>call</c>, <c>sms</c> or <c>both</c>.</param>
/// <param name="Hours">By the clock of <paramref name="TimeZone"/>; null: day and night.</param>
/// <param name="LastChecked">When an editor last compared this with what the helpline says about itself; null: never.</param>
/// <param name="Open">Whether it is open now.</param>
/// <param name="OpensAt">When it opens next, if it is closed.</param>
/// <param name="Revision">Give it with a change, so that nobody writes over what they have not read.</param>
internal sealed record HelplineAnswer(
    string Country, string Number, IReadOnlyDictionary<string, string> Names, string Kind, string? SmsNumber, string? Chat, string TimeZone,
    IReadOnlyList<HelplineAnswer.HoursItem>? Hours, IReadOnlyList<string> Languages, DateOnly? LastChecked, string? Note, IReadOnlyList<string> Fallback,
    bool Open, DateTimeOffset? OpensAt, DateTimeOffset ChangedAt, long Revision)
{
    internal sealed record HoursItem(IReadOnlyList<string> Days, string Opens, string Closes);

    public static HelplineAnswer Of(RegisteredHelpline row, DateTimeOffset now)
    {
        var entry = PublishedSet.ReadHelpline(row.Content);
        var hours = HelplineBook.HoursOf(entry);
        var open = hours?.IsOpen(now) is not false;
        return new HelplineAnswer(
            entry.Country, entry.Number, entry.Names, NameOf(entry.Kind), entry.SmsNumber, entry.Chat, entry.TimeZone,
            entry.Hours?.Select(span => new HoursItem(span.Days, span.Opens, span.Closes)).ToList(), entry.Languages, entry.LastChecked, entry.Note, entry.Fallback,
            open, open ? null : hours!.OpensAt(now), row.ChangedAt, row.Revision);
    }

    private static string NameOf(HelplineKind kind) => kind switch
    {
        HelplineKind.Call => "call",
        HelplineKind.Sms => "sms",
        HelplineKind.Both => "both",
        _ => throw new InvalidOperationException($"The kind {kind} has no name."),
    };
}
