using System.Collections.Frozen;
using Banners.Data;

namespace Banners.Serving;

/// <summary>The registry of helplines as decisions use it, immutable: a helpline that is closed now gives way to one that is open.</summary>
internal sealed class HelplineBook
{
    private readonly FrozenDictionary<(string Country, string Number), Line> _lines;

    public HelplineBook(IReadOnlyList<HelplineEntry> entries)
    {
        Entries = entries;
        _lines = entries.ToFrozenDictionary(entry => (entry.Country, entry.Number), entry => new Line(entry));
    }

    public IReadOnlyList<HelplineEntry> Entries { get; }

    /// <summary>
    /// What a banner shows to somebody in this country, at this time. A number that the registry does not know is always open. A closed
    /// one is left out when the banner shows its substitute anyway, and stays, with the time of its opening, when none is open.
    /// </summary>
    public IReadOnlyList<DecideBanner.ShownHelpline> Shown(LiveCampaign campaign, LiveBanner banner, string? country, DateTimeOffset now)
    {
        var wanted = campaign.HelplinesFor(banner, country);
        var shown = new List<DecideBanner.ShownHelpline>(wanted.Count);
        foreach (var helpline in wanted)
        {
            var there = helpline.Country ?? campaign.Country;
            if (!_lines.TryGetValue((there, helpline.Number), out var line))
                shown.Add(new DecideBanner.ShownHelpline(helpline.Number, helpline.Label, $"{(helpline.Sms ? "sms" : "tel")}:{helpline.Number}", Open: true));
            else if (line.IsOpen(now))
                shown.Add(line.Shown(helpline.Label, helpline.Sms));
            else if (Substitute(line, now) is not { } other)
                shown.Add(line.Shown(helpline.Label, helpline.Sms) with { Open = false, OpensAt = line.OpensAt(now) });
            else if (!wanted.Any(known => known.Number == other.Entry.Number && (known.Country ?? campaign.Country) == there) && !shown.Exists(known => known.Number == other.Entry.Number))
                shown.Add(other.Shown(other.NameIn(banner.Locale, campaign.DefaultLocale), helpline.Sms));
        }

        return shown;
    }

    private Line? Substitute(Line closed, DateTimeOffset now)
    {
        foreach (var number in closed.Entry.Fallback)
        {
            if (_lines.TryGetValue((closed.Entry.Country, number), out var line) && line.IsOpen(now))
                return line;
        }

        return null;
    }

    private sealed class Line(HelplineEntry entry)
    {
        private readonly Timetable? _hours = HoursOf(entry);
        private readonly KeyValuePair<string, string>[] _names = [.. entry.Names];

        public HelplineEntry Entry => entry;

        public bool IsOpen(DateTimeOffset now) => _hours?.IsOpen(now) is not false;

        public DateTimeOffset? OpensAt(DateTimeOffset now) => _hours?.OpensAt(now);

        public string NameIn(string locale, string otherwise)
        {
            var nearest = Locales.Nearest(_names, name => name.Key, locale);
            if (nearest < 0)
                nearest = Locales.Nearest(_names, name => name.Key, otherwise);
            return _names[Math.Max(nearest, 0)].Value;
        }

        /// <param name="label">What the button says.</param>
        /// <param name="bySms">Whether the author wants a text message, where the helpline takes both.</param>
        public DecideBanner.ShownHelpline Shown(string label, bool bySms)
        {
            var sms = entry.Kind is HelplineKind.Call ? null : entry.SmsNumber ?? entry.Number;
            var writes = sms is not null && (bySms || entry.Kind is HelplineKind.Sms);
            return new DecideBanner.ShownHelpline(entry.Number, label, writes ? $"sms:{sms}" : $"tel:{entry.Number}", Open: true, Chat: entry.Chat, Sms: sms);
        }
    }

    /// <summary>Null: day and night.</summary>
    public static Timetable? HoursOf(HelplineEntry entry) =>
        entry.Hours is not { } hours || Timetable.Zone(entry.TimeZone) is not { } zone
            ? null
            : new Timetable(zone, hours.Select(span => (span.Days, (string?)span.Opens, (string?)span.Closes)));
}
