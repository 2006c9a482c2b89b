using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Banners.Auditing;
using Banners.Authoring;
using Banners.Data;
using Banners.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Banners.Versions;

/// <summary>What is not the same in two versions of a campaign, or in a version and the draft.</summary>
internal static class DiffVersions
{
    /// <summary>So many keywords of a kind are listed; all are counted.</summary>
    private const int Most = 1_000;

    /// <param name="Keywords">A keyword is the same one when text and match type are.</param>
    /// <param name="Banners">A banner is the same one when its id is.</param>
    /// <param name="Before">What else is not the same, as it was: rank, word classes, partners and the like.</param>
    /// <param name="After">The same, as it came.</param>
    internal sealed record Answer(string From, string To, Keywords Keywords, BannerLists Banners, JsonObject Before, JsonObject After);

    /// <param name="AddedCount">How many there are in all; at most 1,000 are listed.</param>
    internal sealed record Keywords(
        int AddedCount, int RemovedCount, int ChangedCount, IReadOnlyList<Keyword> Added, IReadOnlyList<Keyword> Removed, IReadOnlyList<ChangedKeyword> Changed);

    internal sealed record Keyword(string Text, string MatchType, string? Kind, bool Negative);

    internal sealed record ChangedKeyword(Keyword Before, Keyword After);

    internal sealed record BannerLists(IReadOnlyList<JsonObject> Added, IReadOnlyList<JsonObject> Removed, IReadOnlyList<ChangedBanner> Changed);

    internal sealed record ChangedBanner(JsonObject Before, JsonObject After);

    public static void MapDiffVersions(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/v1/campaigns/{id:guid}/versions/{from:int}/diff/{to}", HandleAsync).WithName("DiffVersions")
            .WithSummary("What is not the same in two versions; the second may be the draft. 0 is before anything was published.").WithTags("Authoring");

    private static async Task<Results<Ok<Answer>, NotFound>> HandleAsync(Guid id, int from, string to, BannersDbContext db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, from.ToString(CultureInfo.InvariantCulture), cancellationToken) is not { } before || await FindAsync(db, id, to, cancellationToken) is not { } after)
            return TypedResults.NotFound();
        var (was, came) = (Snapshot.Of(before), Snapshot.Of(after));
        var banners = Compare(Objects(was.Content, "banners"), Objects(came.Content, "banners"), x => x["id"]!.ToString(), JsonNode.DeepEquals);
        var keywords = Compare(before.Keywords, after.Keywords, x => (x.Text, x.MatchType), (a, b) => a.Kind == b.Kind && a.Negative == b.Negative);
        foreach (var content in new[] { was.Content, came.Content })
            content.Remove("banners");
        var rest = Difference.Between(was.WithoutKeywords(), came.WithoutKeywords());
        return TypedResults.Ok(new Answer(
            from.ToString(CultureInfo.InvariantCulture), to,
            new Keywords(
                keywords.Added.Count, keywords.Removed.Count, keywords.Changed.Count, [.. keywords.Added.Take(Most).Select(Of)], [.. keywords.Removed.Take(Most).Select(Of)],
                [.. keywords.Changed.Take(Most).Select(x => new ChangedKeyword(Of(x.Before), Of(x.After)))]),
            new BannerLists([.. banners.Added.Select(Copy)], [.. banners.Removed.Select(Copy)], [.. banners.Changed.Select(x => new ChangedBanner(Copy(x.Before), Copy(x.After)))]),
            rest.Before, rest.After));
    }

    private static async Task<LiveCampaign?> FindAsync(BannersDbContext db, Guid id, string version, CancellationToken cancellationToken)
    {
        var campaign = version is "draft" or "0" ? await db.Campaigns.AsNoTracking().WithContent().SingleOrDefaultAsync(x => x.Id == id, cancellationToken) : null;
        if (campaign is not null)
            return version is "draft" ? Publication.LiveCopyOf(campaign) : Publication.LiveCopyOf(campaign) with { Keywords = [], Banners = [], WordClasses = [] };
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var content = await db.CampaignVersions.AsNoTracking().Where(x => x.CampaignId == id && x.Number == number).Select(x => x.Content).SingleOrDefaultAsync(cancellationToken);
        return content is null ? null : PublishedSet.Read(content);
    }

    private static (List<T> Added, List<T> Removed, List<(T Before, T After)> Changed) Compare<T, TKey>(
        IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, TKey> key, Func<T, T, bool> same)
        where TKey : notnull
    {
        var (was, came) = (before.ToDictionary(key), after.ToDictionary(key));
        return (
            [.. after.Where(x => !was.ContainsKey(key(x)))],
            [.. before.Where(x => !came.ContainsKey(key(x)))],
            [.. after.Where(x => was.TryGetValue(key(x), out var old) && !same(old, x)).Select(x => (was[key(x)], x))]);
    }

    private static List<JsonObject> Objects(JsonObject content, string name) => [.. content[name]!.AsArray().Select(x => x!.AsObject())];

    private static JsonObject Copy(JsonObject item) => item.DeepClone().AsObject();

    private static Keyword Of(LiveKeyword keyword) => new(keyword.Text, CampaignAnswer.NameOf(keyword.MatchType), keyword.Kind, keyword.Negative);
}
