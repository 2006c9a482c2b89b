using Analytics.Data;
using Contracts.Content;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Videos;

/// <summary>Notes that a video can be watched. A publication older than what is known only fills what is missing.</summary>
internal sealed class VideoPublishedConsumer(MetricsDbContext db, TimeProvider clock) : IConsumer<VideoPublished>
{
    public async Task Consume(ConsumeContext<VideoPublished> context)
    {
        var said = context.Message;
        var publishedAt = Reported.At(said.OccurredAt, clock);
        var applied = await db.Database.ExecuteSqlAsync(
            $"""
            insert into videos as t (id, revision, creator_id, creator_name, title, sign_language, share_slug, partner, published_at)
            values ({said.VideoId}, {said.Revision}, {said.CreatorId}, {said.CreatorName}, {said.Title}, {said.SignLanguage}, {said.ShareSlug}, {said.Partner}, {publishedAt})
            on conflict (id) do update set
                revision = excluded.revision, creator_id = excluded.creator_id, creator_name = excluded.creator_name, title = excluded.title,
                sign_language = excluded.sign_language, share_slug = excluded.share_slug, partner = coalesce(excluded.partner, t.partner),
                published_at = coalesce(t.published_at, excluded.published_at), taken_down_at = null
            where t.revision < excluded.revision
            """, context.CancellationToken);
        if (applied > 0)
            return;
        await db.Database.ExecuteSqlAsync(
            $"""
            update videos set creator_id = coalesce(creator_id, {said.CreatorId}), creator_name = coalesce(creator_name, {said.CreatorName}),
                title = coalesce(title, {said.Title}), sign_language = coalesce(sign_language, {said.SignLanguage}),
                share_slug = coalesce(share_slug, {said.ShareSlug}), partner = coalesce(partner, {said.Partner}),
                published_at = coalesce(published_at, {publishedAt})
            where id = {said.VideoId}
            """, context.CancellationToken);
    }
}
