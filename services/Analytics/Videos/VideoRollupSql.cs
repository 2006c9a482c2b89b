using Npgsql;

namespace Analytics.Videos;

/// <summary>What the ingestion of partners' events adds for the report on videos, in its own transaction.</summary>
internal static class VideoRollupSql
{
    /// <summary>The event types that are about a video, and the figure that each counts.</summary>
    public static readonly IReadOnlyDictionary<string, string> Types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["views"] = "video.view",
        ["shares"] = "video.share",
        ["completions"] = "video.complete",
    };

    /// <param name="fresh">Table of the events that were new.</param>
    public static NpgsqlBatchCommand Days(string fresh) => new(
        // The subject names the video by its id. Whatever else a platform wrote there is not kept.
        $$"""
        insert into video_rollup_days as t (day, video_id, partner, event_type, sandbox, count)
        select day, case when subject ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then subject::uuid else '00000000-0000-0000-0000-000000000000' end,
            partner, event_type, sandbox, sum(count)
        from {{fresh}} where event_type in ('video.view', 'video.share', 'video.complete') group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
        on conflict (day, video_id, partner, event_type, sandbox) do update set count = t.count + excluded.count
        """);
}
