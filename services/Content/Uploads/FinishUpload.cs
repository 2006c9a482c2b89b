using Content.Data;
using Content.Moderation;
using Contracts.Content;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Messaging;

namespace Content.Uploads;

/// <summary>
/// Makes a video of an upload whose bytes are all there. May be begun any number of times, by the last PATCH, by its repetition or by
/// <see cref="UploadSweep"/>: the step from receiving to finished is one row's, and the message is committed with it.
/// </summary>
internal sealed partial class FinishUpload(
    ContentDbContext db, Outbox outbox, UploadFolder folder, VideoInspection inspection, ContentMetrics metrics, TimeProvider clock, ILogger<FinishUpload> logger)
{
    /// <summary>The caller holds the upload.</summary>
    public async Task<Upload> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var upload = await ReadAsync(id, cancellationToken);
        if (upload.State != UploadState.Receiving || !upload.IsWhole)
            return upload;
        var (facts, refusal) = await inspection.InspectAsync(id, cancellationToken);
        if (facts is null)
            await RejectAsync(upload, refusal!, cancellationToken);
        else
            await AcceptAsync(upload, facts, cancellationToken);
        metrics.UploadFinishing(clock.GetElapsedTime(started));
        return await ReadAsync(id, cancellationToken);
    }

    private async Task AcceptAsync(Upload upload, VideoFacts facts, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var creator = await db.Creators.AsNoTracking().Where(x => x.Id == upload.CreatorId).Select(x => x.Name).SingleAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await MoveAsync(upload.Id, UploadState.Finished, null, cancellationToken) == 0)
            return;
        db.Videos.Add(Video.From(upload, facts, now));
        outbox.Add(new VideoUploaded
        {
            VideoId = upload.Id,
            CreatorId = upload.CreatorId,
            CreatorName = creator,
            Title = upload.Title,
            Duration = facts.Duration,
            Bytes = upload.Length,
            SignLanguage = upload.SignLanguage,
            Partner = upload.Partner,
            OccurredAt = now,
        });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        metrics.UploadEnded("finished");
        Log.Finished(logger, upload.Id, upload.Length);
        File.Delete(folder.ReceivedPath(upload.Id));
    }

    private async Task RejectAsync(Upload upload, string reason, CancellationToken cancellationToken)
    {
        if (await MoveAsync(upload.Id, UploadState.Rejected, reason, cancellationToken) == 0)
            return;
        metrics.UploadEnded("rejected");
        Log.Rejected(logger, upload.Id, reason);
        File.Delete(folder.ReceivedPath(upload.Id));
        File.Delete(folder.PlayablePath(upload.Id));
    }

    private Task<int> MoveAsync(Guid id, UploadState state, string? reason, CancellationToken cancellationToken) =>
        db.Uploads.Where(x => x.Id == id && x.State == UploadState.Receiving)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.State, state).SetProperty(x => x.Reason, reason), cancellationToken);

    private Task<Upload> ReadAsync(Guid id, CancellationToken cancellationToken) => db.Uploads.AsNoTracking().SingleAsync(x => x.Id == id, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Upload {UploadId} became a video of {Bytes} bytes.")]
        public static partial void Finished(ILogger logger, Guid uploadId, long bytes);

        [LoggerMessage(2, LogLevel.Information, "Upload {UploadId} was rejected: {Reason}")]
        public static partial void Rejected(ILogger logger, Guid uploadId, string reason);
    }
}
