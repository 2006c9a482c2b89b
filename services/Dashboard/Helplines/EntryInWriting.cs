using System.Globalization;
using Dashboard.Forms;
using Dashboard.Language;
using Dashboard.Neighbours;

namespace Dashboard.Helplines;

/// <summary>A helpline of the registry as it is being written.</summary>
public sealed class EntryInWriting
{
    public const string CountryId = "entry-country";
    public const string NumberId = "entry-number";
    public const string NamesId = "entry-names";
    public const string KindId = "entry-kind";
    public const string SmsId = "entry-sms";
    public const string ChatId = "entry-chat";
    public const string ZoneId = "entry-zone";
    public const string HoursId = "entry-hours";
    public const string LanguagesId = "entry-languages";
    public const string CheckedId = "entry-checked";
    public const string NoteId = "entry-note";
    public const string FallbackId = "entry-fallback";

    private static readonly char[] Separators = ['\n', ',', ';', ' '];

    public string Country { get; set; } = "";

    public string Number { get; set; } = "";

    public List<NameInWriting> Names { get; init; } = [];

    public string Kind { get; set; } = "call";

    public string SmsNumber { get; set; } = "";

    public string Chat { get; set; } = "";

    public string TimeZone { get; set; } = "Europe/Paris";

    /// <summary>Without hours: day and night.</summary>
    public bool Always { get; set; } = true;

    public List<HoursInWriting> Hours { get; init; } = [];

    public string Languages { get; set; } = "";

    /// <summary><c>yyyy-MM-dd</c>.</summary>
    public string LastChecked { get; set; } = "";

    public string Note { get; set; } = "";

    public string Fallback { get; set; } = "";

    public static IReadOnlyList<(string Value, string Text)> Kinds => [("call", Texts.HelplineCall), ("sms", Texts.HelplineSms), ("both", Texts.HelplineBoth)];

    public static EntryInWriting Of(RegisteredHelpline helpline) => new()
    {
        Country = helpline.Country,
        Number = helpline.Number,
        Names = [.. helpline.Names.Select(name => new NameInWriting { Locale = name.Key, Name = name.Value })],
        Kind = helpline.Kind,
        SmsNumber = helpline.SmsNumber ?? "",
        Chat = helpline.Chat ?? "",
        TimeZone = helpline.TimeZone,
        Always = helpline.Hours is null,
        Hours = [.. (helpline.Hours ?? []).Select(HoursInWriting.Of)],
        Languages = string.Join(", ", helpline.Languages),
        LastChecked = helpline.LastChecked?.ToString("O", CultureInfo.InvariantCulture) ?? "",
        Note = helpline.Note ?? "",
        Fallback = string.Join(", ", helpline.Fallback),
    };

    /// <summary>As Banners takes it.</summary>
    public object Entry => new
    {
        names = Names.DistinctBy(name => name.Locale.Trim(), StringComparer.Ordinal).ToDictionary(name => name.Locale.Trim(), name => name.Name.Trim(), StringComparer.Ordinal),
        kind = Kind,
        timeZone = TimeZone.Trim(),
        smsNumber = Given(SmsNumber),
        chat = Given(Chat),
        hours = Always ? null : Hours.ConvertAll(span => span.Hours),
        languages = Parts(Languages),
        lastChecked = Given(LastChecked),
        note = Given(Note),
        fallback = Parts(Fallback),
    };

    /// <summary>What can be told before anything is sent.</summary>
    public IEnumerable<Mistake> Missing()
    {
        foreach (var (id, label, value) in new[] { (CountryId, Texts.Country, Country), (NumberId, Texts.BannerHelpline, Number), (ZoneId, Texts.TimeZone, TimeZone) })
        {
            if (string.IsNullOrWhiteSpace(value))
                yield return new Mistake(id, label, Texts.FieldMissing);
        }

        if (Names.Count == 0 || Names.Exists(name => string.IsNullOrWhiteSpace(name.Locale) || string.IsNullOrWhiteSpace(name.Name)))
            yield return new Mistake(NamesId, Texts.HelplineNames, Texts.HelplineNamesMissing);
        if (Names.DistinctBy(name => name.Locale.Trim(), StringComparer.Ordinal).Count() < Names.Count)
            yield return new Mistake(NamesId, Texts.HelplineNames, Texts.HelplineNamesTwice);
    }

    /// <summary>Element and name of a field as Banners calls it.</summary>
    public (string Id, string Label)? PlaceOf(string field)
    {
        if (Mistakes.ItemOf(field) is var (list, index, part) && list is "Hours" && index < Hours.Count)
            return Hours[index].PlaceOf(part, index);
        return field switch
        {
            "country" or "Country" => (CountryId, Texts.Country),
            "number" or "Number" => (NumberId, Texts.BannerHelpline),
            "Names" => (NamesId, Texts.HelplineNames),
            "Kind" => (KindId, Texts.HelplineKind),
            "SmsNumber" => (SmsId, Texts.HelplineSmsNumber),
            "Chat" => (ChatId, Texts.HelplineChat),
            "TimeZone" => (ZoneId, Texts.TimeZone),
            "Hours" => (HoursId, Texts.HelplineHours),
            "Languages" => (LanguagesId, Texts.HelplineLanguages),
            "LastChecked" => (CheckedId, Texts.HelplineChecked),
            "Note" => (NoteId, Texts.HelplineNote),
            "Fallback" => (FallbackId, Texts.HelplineFallback),
            _ => null,
        };
    }

    private static string[] Parts(string text) => text.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? Given(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What a helpline is called in one language.</summary>
public sealed class NameInWriting
{
    public string Key { get; } = Guid.NewGuid().ToString("N")[..8];

    public string Locale { get; set; } = "";

    public string Name { get; set; } = "";
}
