using Analytics.Data;
using Contracts.Content;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Videos;

/// <summary>Notes that a video can no longer be watched, also when its publication has not come yet.</summary>
internal sealed class VideoTakenDownConsumer(MetricsDbContext db, TimeProvider clock) : IConsumer<VideoTakenDown>
{
    public Task Consume(ConsumeContext<VideoTakenDown> context) => db.Database.ExecuteSqlAsync(
        $"""
        insert into videos as t (id, revision, taken_down_at)
        values ({context.Message.VideoId}, {context.Message.Revision}, {Reported.At(context.Message.OccurredAt, clock)})
        on conflict (id) do update set revision = excluded.revision, taken_down_at = excluded.taken_down_at where t.revision < excluded.revision
        """, context.CancellationToken);
}
