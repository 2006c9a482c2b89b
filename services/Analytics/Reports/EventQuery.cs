using Analytics.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Reports;

/// <summary>Which banner events a report counts; by default those to quote, without sandbox partners.</summary>
/// <param name="Campaign">Only this campaign's.</param>
/// <param name="Partner">Only this partner's; the only way to see a sandbox's.</param>
/// <param name="Validity"><c>valid</c>, <c>bundle</c> (on a device's word), <c>invalid</c> (bots, prefetching browsers, too fast) or <c>all</c>.</param>
/// <param name="Access"><c>verified</c> (the decision came with the partner's key), <c>public</c> or <c>all</c>.</param>
internal sealed record EventQuery(Guid? Campaign = null, string? Partner = null, string Validity = "valid", string Access = "verified")
{
    /// <summary>Names of the figures, and the event type that each counts.</summary>
    public static readonly IReadOnlyDictionary<string, string> Metrics = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["impressions"] = "impression",
        ["viewable"] = "viewable",
        ["clicks"] = "click",
        ["taps"] = "tap",
    };

    /// <summary>The refusal of a choice that is none.</summary>
    public ValidationProblem? Check() =>
        Period.CheckPartner(Partner)
        ?? (Validity is "valid" or "bundle" or "invalid" or "all" ? null : Period.Refuse("validity", "The validity must be one of valid, bundle, invalid, all."))
        ?? (Access is "verified" or "public" or "all" ? null : Period.Refuse("access", "The access must be one of verified, public, all."));

    public static ValidationProblem? CheckMetric(string metric) =>
        Metrics.ContainsKey(metric) ? null : Period.Refuse("metric", $"The metric must be one of {string.Join(", ", Metrics.Keys)}.");

    /// <summary>Decisions have no validity: all of them count.</summary>
    public IQueryable<DecisionDayRollup> OfDecisions(MetricsDbContext db) => Narrow(db, db.DecisionDays.AsNoTracking());

    public IQueryable<T> Of<T>(MetricsDbContext db, IQueryable<T> rollup)
        where T : BannerRollup
    {
        rollup = rollup.AsNoTracking();
        return Narrow(db, Validity switch
        {
            "valid" => rollup.Where(x => x.Validity == "valid"),
            "bundle" => rollup.Where(x => x.Validity == "bundle"),
            "invalid" => rollup.Where(x => x.Validity != "valid" && x.Validity != "bundle"),
            _ => rollup,
        });
    }

    private IQueryable<T> Narrow<T>(MetricsDbContext db, IQueryable<T> rollup)
        where T : CampaignRollup
    {
        rollup = Access switch
        {
            "verified" => rollup.Where(x => x.Verified),
            "public" => rollup.Where(x => !x.Verified),
            _ => rollup,
        };
        if (Campaign is { } campaign)
            rollup = rollup.Where(x => x.CampaignId == campaign);
        return Partner is { } partner
            ? rollup.Where(x => x.Partner == partner)
            : rollup.Where(x => !db.Partners.Any(y => y.Sandbox && y.Id == x.Partner));
    }
}
