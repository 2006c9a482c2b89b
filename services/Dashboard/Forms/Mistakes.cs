using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Language;
using Dashboard.Neighbours;
using Dashboard.Watching;

namespace Dashboard.Forms;

/// <summary>One thing that is wrong in a form.</summary>
/// <param name="Id">Of the element that it is about; null: the form as a whole.</param>
/// <param name="Label">What that element is called.</param>
/// <param name="Lang">BCP 47 tag of the words; null: the page's language.</param>
public sealed record Mistake(string? Id, string Label, string Text, string? Lang = null);

/// <summary>What is wrong in a form: told above it all together, and beside each field.</summary>
public sealed partial class Mistakes
{
    private readonly ILookup<string, Mistake> _byId;

    public Mistakes(IReadOnlyList<Mistake> all) => (All, _byId) = (all, all.Where(mistake => mistake.Id is not null).ToLookup(mistake => mistake.Id!, StringComparer.Ordinal));

    public static Mistakes None { get; } = new([]);

    public IReadOnlyList<Mistake> All { get; }

    public bool Any => All.Count > 0;

    public IEnumerable<Mistake> Of(string id) => _byId[id];

    /// <summary>What another service refused.</summary>
    /// <param name="trouble">Its answer.</param>
    /// <param name="place">The element, and its name, for a field as that service calls it; null: the form as a whole.</param>
    public static Mistakes In(Trouble trouble, Func<string, (string Id, string Label)?> place)
    {
        if (trouble.Errors is { Count: > 0 } errors)
            return new Mistakes([.. errors.SelectMany(error => error.Value.Select(text => place(error.Key) is { } at ? new Mistake(at.Id, at.Label, text, trouble.Lang) : new Mistake(null, error.Key, text, trouble.Lang)))]);
        var away = Texts.ServiceAway;
        return new Mistakes([trouble.Reason is { } reason
            ? new Mistake(null, Texts.NotDone, reason, trouble.Lang)
            : new Mistake(null, Texts.NotDone, string.Format(CultureInfo.CurrentCulture, away, IncidentTexts.Subject("banners")))]);
    }

    /// <summary>Of <c>Keywords[3].Text</c> the list, the place in it and the field; null of what is no item of a list.</summary>
    public static (string List, int Index, string Field)? ItemOf(string field) =>
        Item().Match(field) is { Success: true } match
            ? (match.Groups["list"].Value, int.Parse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["field"].Value)
            : null;

    [GeneratedRegex(@"^(?<list>\w+)\[(?<index>\d{1,6})\]\.?(?<field>.*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Item();
}
