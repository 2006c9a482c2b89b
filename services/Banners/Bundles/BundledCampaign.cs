using System.Text.Json.Serialization;
using Banners.Data;
using Banners.Matching;
using Banners.Matching.Concepts;

namespace Banners.Bundles;

/// <summary>A campaign as a device needs it: what decides between campaigns, what its patterns speak of, what is shown.</summary>
internal sealed record BundledCampaign(Guid Id, string Name, string Country, string Locale, IReadOnlyDictionary<string, IEnumerable<string>> Classes, IEnumerable<BundledBanner> Banners)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int Priority { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int Weight { get; init; }

    public bool Lookalikes { get; init; }

    public int? MaxPerDay { get; init; }

    public static BundledCampaign Of(LiveCampaign campaign, Func<LiveCampaign, LiveBanner, string> seal) => new(
        campaign.Id, campaign.Name, campaign.Country, campaign.DefaultLocale,
        campaign.WordClasses.ToDictionary(known => known.Name, known => known.Words.Select(word => string.Join(' ', Search.OfKeyword(word).Words)), StringComparer.Ordinal),
        campaign.Banners.Select(banner => new BundledBanner(
            banner.Id, banner.Kind, banner.Locale, banner.Dir, banner.Title, banner.Text, banner.Action,
            banner.Helplines.Select(helpline => new BundledHelpline(helpline.Number, helpline.Label, helpline.Country, helpline.Sms)), seal(campaign, banner))))
    {
        Priority = campaign.Priority,
        Weight = campaign.Weight,
        Lookalikes = campaign.Lookalikes,
        MaxPerDay = campaign.MaxPerDay,
    };
}

/// <param name="Token">Says in a report that this banner was shown, with the keyword's code and an id that the device makes.</param>
internal sealed record BundledBanner(
    Guid Id, string? Kind, string Locale, string Dir, string Title, string Text, string Action, IEnumerable<BundledHelpline> Helplines, string Token);

internal sealed record BundledHelpline(string Number, string Label, string? Country, bool Sms);

/// <summary>The lines of a language's file, as they stand there: a device interprets them as <see cref="Language"/> does.</summary>
internal sealed record LanguageTable(IEnumerable<string> Sounds, string Dropped, IEnumerable<string> Spellings, IEnumerable<string> Endings, IEnumerable<string> Glued)
{
    public static LanguageTable Of(Language language)
    {
        var sections = language.Sections;
        return new LanguageTable(sections["sounds"], sections["dropped"].Single()[..1], sections["spellings"], sections["endings"], sections["glued"]);
    }
}
