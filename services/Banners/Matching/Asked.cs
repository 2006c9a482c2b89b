using Banners.Data;

namespace Banners.Matching;

/// <summary>Who asks, where and when: what a campaign may care about besides the search itself.</summary>
internal readonly record struct Asked
{
    /// <summary>Id of the platform; null: every campaign may answer.</summary>
    public string? Partner { get; init; }

    /// <summary>How many banners of ours the platform has shown to this person today.</summary>
    public int ShownToday { get; init; }

    /// <summary>Null: regions and flights are not looked at.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>ISO 3166-1 alpha-2, in any case.</summary>
    public string? Country { get; init; }

    /// <summary>ISO 3166-2 code, or its part after the country, in any case.</summary>
    public string? Region { get; init; }

    /// <summary>The one campaign that may answer, of those whom <see cref="Partner"/> being null lets answer.</summary>
    public Guid? Only { get; init; }

    /// <summary>Whether that place is one of those, <c>FR-IDF</c> or <c>IDF</c> in France.</summary>
    /// <param name="regions">ISO 3166-2 codes.</param>
    /// <param name="campaignCountry">Where a region without a country lies.</param>
    public bool IsIn(string[] regions, string campaignCountry)
    {
        if (Region is null)
            return false;
        foreach (var region in regions)
        {
            if (region.Equals(Region, StringComparison.OrdinalIgnoreCase))
                return true;
            if (region.AsSpan(0, 2).Equals(Country ?? campaignCountry, StringComparison.OrdinalIgnoreCase) && region.AsSpan(3).Equals(Region, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
