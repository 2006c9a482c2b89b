using System.Data;
using Analytics.Data;
using Analytics.Defining;
using Analytics.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Videos;

/// <summary>What partners reported of creators' videos.</summary>
/// <param name="Head">What it says of itself; final only when partners can report nothing older.</param>
/// <param name="From">First day (UTC, by the partner's account), or null for the beginning.</param>
/// <param name="To">Last day, or null for the end.</param>
/// <param name="Videos">Those with most views first.</param>
/// <param name="Creators">Those with most views first, each with all of its videos.</param>
/// <param name="Other">Videos beyond the first ones.</param>
/// <param name="Total">All videos, also those that are not known and events that name none.</param>
internal sealed record VideoReport(
    ReportHead Head, DateOnly? From, DateOnly? To, IReadOnlyList<VideoRow> Videos, IReadOnlyList<CreatorRow> Creators, VideoFigures Other, VideoFigures Total) : Report(Head)
{
    public static readonly IReadOnlyDictionary<string, string> Links = Figures.Links("views", "shares", "completions", "completionRate");
}

/// <param name="VideoId">All zeros for events that name no video.</param>
/// <param name="Title">Null when it is not known.</param>
/// <param name="Unknown">No video of ours has this id.</param>
/// <param name="CreatorId">Whose it is.</param>
/// <param name="Creator">The creator's name.</param>
/// <param name="Partner">Through which it was uploaded; null for our own uploads.</param>
/// <param name="SignLanguage">It is in sign language.</param>
/// <param name="PublishedAt">First publication.</param>
/// <param name="TakenDownAt">Since then it cannot be watched.</param>
/// <param name="Figures">Of the period.</param>
internal sealed record VideoRow(
    Guid VideoId, string? Title, bool Unknown, Guid? CreatorId, string? Creator, string? Partner, bool? SignLanguage, DateTimeOffset? PublishedAt, DateTimeOffset? TakenDownAt, VideoFigures Figures);

/// <param name="CreatorId">Null for videos whose creator is not known.</param>
/// <param name="Creator">The creator's name.</param>
/// <param name="Unknown">Nothing is known of whose they are.</param>
/// <param name="Figures">Of all the creator's videos in the period.</param>
internal sealed record CreatorRow(Guid? CreatorId, string? Creator, bool Unknown, VideoFigures Figures);

/// <param name="Views">Reported views.</param>
/// <param name="Shares">Reported shares.</param>
/// <param name="Completions">Views that reached the end.</param>
/// <param name="CompletionRate">Completions by views, or null without views.</param>
internal sealed record VideoFigures(long Views, long Shares, long Completions, double? CompletionRate)
{
    public static VideoFigures Of(long views, long shares, long completions) => new(views, shares, completions, Rate.Of(completions, views));

    public VideoFigures Without(IReadOnlyCollection<VideoFigures> parts) =>
        Of(Views - parts.Sum(x => x.Views), Shares - parts.Sum(x => x.Shares), Completions - parts.Sum(x => x.Completions));
}

internal static class GetVideos
{
    public static void MapGetVideos(this IEndpointRouteBuilder app) =>
        app.MapGet("/videos", HandleAsync)
            .WithName("GetVideos").WithSummary("Views, shares and completion of creators’ videos, as partners reported them, by video and creator.");

    private static async Task<Results<Ok<VideoReport>, ValidationProblem>> HandleAsync(
        MetricsDbContext db, ReportHeads heads, string? partner = null, Guid? creator = null, int top = 20,
        DateOnly? from = null, DateOnly? to = null, CancellationToken cancellationToken = default)
    {
        if ((Period.Check(from, to) ?? Period.CheckPartner(partner)) is { } refused)
            return refused;
        if (top is < 1 or > 100)
            return Period.Refuse("top", "From 1 to 100 rows can be asked for.");

        var head = heads.OfPartners(to is { } day ? Period.EndOf(day) : null, VideoReport.Links);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var counted = Counted(db, partner, creator, from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue);
        var videos = await FirstAsync(counted.GroupBy(x => x.VideoId), top, cancellationToken);
        var ids = videos.ConvertAll(x => x.Key);
        var known = await db.Videos.AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, cancellationToken);
        var creators = await FirstAsync(counted.GroupBy(x => x.CreatorId), top, cancellationToken);
        var creatorIds = creators.ConvertAll(x => x.Key);
        var names = (await db.Videos.Where(x => x.CreatorId != null && creatorIds.Contains(x.CreatorId)).Select(x => new { x.CreatorId, x.CreatorName }).Distinct().ToListAsync(cancellationToken))
            .GroupBy(x => x.CreatorId!.Value).ToDictionary(x => x.Key, x => x.Max(y => y.CreatorName));
        var sums = await counted.GroupBy(x => x.EventType).Select(x => new { x.Key, Sum = x.Sum(y => y.Count) }).ToDictionaryAsync(x => x.Key, x => x.Sum, StringComparer.Ordinal, cancellationToken);
        var total = VideoFigures.Of(sums.GetValueOrDefault("video.view"), sums.GetValueOrDefault("video.share"), sums.GetValueOrDefault("video.complete"));
        return TypedResults.Ok(new VideoReport(
            head, from, to, videos.ConvertAll(x => Row(x.Key, known.GetValueOrDefault(x.Key), x.Figures)),
            creators.ConvertAll(x => new CreatorRow(x.Key, names.GetValueOrDefault(x.Key ?? Guid.Empty), x.Key is null, x.Figures)),
            total.Without(videos.ConvertAll(x => x.Figures)), total));
    }

    private sealed class Cell
    {
        public required Guid VideoId { get; init; }

        public required Guid? CreatorId { get; init; }

        public required string EventType { get; init; }

        public required long Count { get; init; }
    }

    private static IQueryable<Cell> Counted(MetricsDbContext db, string? partner, Guid? creator, DateOnly from, DateOnly to)
    {
        var days = db.VideoDays.AsNoTracking().Where(x => x.Day >= from && x.Day <= to);
        days = partner is null ? days.Where(x => !x.Sandbox && !db.Partners.Any(y => y.Sandbox && y.Id == x.Partner)) : days.Where(x => x.Partner == partner);
        var cells = from rollup in days
                    join video in db.Videos on rollup.VideoId equals video.Id into found
                    from video in found.DefaultIfEmpty()
                    select new Cell { VideoId = rollup.VideoId, CreatorId = video!.CreatorId, EventType = rollup.EventType, Count = rollup.Count };
        return creator is null ? cells : cells.Where(x => x.CreatorId == creator);
    }

    private static async Task<List<(TKey Key, VideoFigures Figures)>> FirstAsync<TKey>(IQueryable<IGrouping<TKey, Cell>> groups, int top, CancellationToken cancellationToken)
    {
        var first = await groups.Select(x => new
        {
            x.Key,
            Views = x.Where(y => y.EventType == "video.view").Sum(y => y.Count),
            Shares = x.Where(y => y.EventType == "video.share").Sum(y => y.Count),
            Completions = x.Where(y => y.EventType == "video.complete").Sum(y => y.Count),
        }).OrderByDescending(x => x.Views).ThenByDescending(x => x.Shares).ThenBy(x => x.Key).Take(top).ToListAsync(cancellationToken);
        return first.ConvertAll(x => (x.Key, VideoFigures.Of(x.Views, x.Shares, x.Completions)));
    }

    private static VideoRow Row(Guid id, Video? video, VideoFigures figures) => new(
        id, video?.Title, video is null, video?.CreatorId, video?.CreatorName, video?.Partner, video?.SignLanguage, video?.PublishedAt, video?.TakenDownAt, figures);
}
