using Analytics.Data;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Reports;

/// <summary>What the ids in reports are called. An id that has no name here is unknown, and counted all the same.</summary>
internal sealed class Names(MetricsDbContext db)
{
    /// <param name="by">What the keys are ids of: <c>campaign</c>, <c>banner</c>, <c>keyword</c>, <c>partner</c> or <c>video</c>; of anything else there are no names.</param>
    /// <param name="keys">Ids as text.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Dictionary<string, string>> OfAsync(string by, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        if (by == "partner")
            return await db.Partners.Where(x => keys.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, StringComparer.Ordinal, cancellationToken);
        var ids = keys.Select(x => Guid.TryParse(x, out var id) ? id : (Guid?)null).OfType<Guid>().ToList();
        var named = by switch
        {
            "campaign" => db.Campaigns.Where(x => ids.Contains(x.Id) && x.Name != "").Select(x => new { x.Id, x.Name }),
            "banner" => db.Banners.Where(x => ids.Contains(x.Id)).Select(x => new { x.Id, Name = x.Title }),
            "keyword" => db.Keywords.Where(x => ids.Contains(x.Id)).Select(x => new { x.Id, Name = x.Text }),
            _ => null,
        };
        return named is null ? [] : await named.ToDictionaryAsync(x => x.Id.ToString(), x => x.Name, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Whether a key that has no name is unknown. A locale, region, device or validity is its own name; an empty one was not given.</summary>
    public static bool IsUnknown(string by, string key, string? name) =>
        name is null && (key.Length == 0 || by is "campaign" or "banner" or "keyword" or "partner");
}
