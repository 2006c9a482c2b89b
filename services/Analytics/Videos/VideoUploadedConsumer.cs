using Analytics.Data;
using Contracts.Content;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Videos;

/// <summary>Counts an upload: one row per video, whatever else is known of it already.</summary>
internal sealed class VideoUploadedConsumer(MetricsDbContext db, TimeProvider clock) : IConsumer<VideoUploaded>
{
    public Task Consume(ConsumeContext<VideoUploaded> context)
    {
        var said = context.Message;
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into videos as t (id, revision, creator_id, creator_name, title, sign_language, partner, seconds, bytes, uploaded_at)
            values ({said.VideoId}, 0, {said.CreatorId}, {said.CreatorName}, {said.Title}, {said.SignLanguage}, {said.Partner},
                {said.Duration.TotalSeconds}, {said.Bytes}, {Reported.At(said.OccurredAt, clock)})
            on conflict (id) do update set
                creator_id = coalesce(t.creator_id, excluded.creator_id), creator_name = coalesce(t.creator_name, excluded.creator_name),
                title = coalesce(t.title, excluded.title), sign_language = coalesce(t.sign_language, excluded.sign_language),
                partner = coalesce(t.partner, excluded.partner), seconds = excluded.seconds, bytes = excluded.bytes,
                uploaded_at = coalesce(t.uploaded_at, excluded.uploaded_at)
            """, context.CancellationToken);
    }
}
