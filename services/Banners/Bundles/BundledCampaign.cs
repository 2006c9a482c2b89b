using Banners.Data;
using Banners.Matching;
using Banners.Matching.Concepts;
using Banners.Serving;

namespace Banners.Bundles;

/// <summary>A campaign as a device needs it: what decides between campaigns, what its patterns speak of, what is shown.</summary>
internal sealed record BundledCampaign(
    Guid Id, string Name, string Country, string Locale, int Priority, int Weight, bool Lookalikes, int? MaxPerDay, IReadOnlyList<string>? Regions,
    IReadOnlyDictionary<string, IEnumerable<string>> Classes, IEnumerable<BundledBanner> Banners)
{
    public static BundledCampaign Of(LiveCampaign campaign, HelplineBook helplines, DateTimeOffset at, Func<LiveCampaign, LiveBanner, string> seal) => new(
        campaign.Id, campaign.Name, campaign.Country, campaign.DefaultLocale, campaign.Priority, campaign.Weight, campaign.Lookalikes, campaign.MaxPerDay,
        campaign.Regions.Count == 0 ? null : campaign.Regions,
        campaign.WordClasses.ToDictionary(known => known.Name, known => known.Words.Select(word => string.Join(' ', Search.OfKeyword(word).Words)), StringComparer.Ordinal),
        campaign.Banners.Select(banner => new BundledBanner(
            banner.Id, banner.Kind, banner.Locale, banner.Dir, banner.Title, banner.Text, banner.Action, HelplinesOf(campaign, banner, helplines, at), seal(campaign, banner),
            campaign.WeightOf(banner) is > 1 and var weight ? weight : null,
            banner.Image is { } image ? new DecideBanner.ShownImage(PublicAddresses.ImagePath(image.Hash), image.Alt) : null,
            banner.Theme is { } theme ? new DecideBanner.ShownTheme(theme.Mode, theme.Accent, theme.AccentText) : null)));

    // Of each country that the banner has helplines of, and of everywhere else.
    private static Dictionary<string, IReadOnlyList<DecideBanner.ShownHelpline>> HelplinesOf(LiveCampaign campaign, LiveBanner banner, HelplineBook helplines, DateTimeOffset at) =>
        banner.Helplines.Select(helpline => (helpline.Country ?? campaign.Country).ToUpperInvariant()).Distinct(StringComparer.Ordinal)
            .Where(country => !country.Equals(campaign.Country, StringComparison.OrdinalIgnoreCase)).Append("")
            .ToDictionary(country => country, country => helplines.Shown(campaign, banner, country.Length == 0 ? null : country, at), StringComparer.Ordinal);
}

/// <param name="Helplines">As they are shown now, by country; under "": everywhere else.</param>
/// <param name="Token">Says in a report that this banner was shown, with the keyword's code and an id that the device makes.</param>
/// <param name="Weight">Its share among banners of its kind and language; null: 1, as everyone's when they take turns evenly.</param>
/// <param name="Image">Its address without a host: where the bundle came from, or where the platform keeps it.</param>
/// <param name="Theme">Null: as the platform or the embed likes it.</param>
internal sealed record BundledBanner(
    Guid Id, string? Kind, string Locale, string Dir, string Title, string Text, string Action,
    IReadOnlyDictionary<string, IReadOnlyList<DecideBanner.ShownHelpline>> Helplines, string Token,
    int? Weight = null, DecideBanner.ShownImage? Image = null, DecideBanner.ShownTheme? Theme = null);

/// <summary>The lines of a language's file, as they stand there: a device interprets them as <see cref="Language"/> does.</summary>
internal sealed record LanguageTable(IEnumerable<string> Sounds, string Dropped, IEnumerable<string> Spellings, IEnumerable<string> Endings, IEnumerable<string> Glued)
{
    public static LanguageTable Of(Language language)
    {
        var sections = language.Sections;
        return new LanguageTable(sections["sounds"], sections["dropped"].Single()[..1], sections["spellings"], sections["endings"], sections["glued"]);
    }
}
