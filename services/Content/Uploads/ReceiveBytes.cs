using System.Buffers;
using Content.Data;
using Microsoft.EntityFrameworkCore;

namespace Content.Uploads;

/// <summary>Writes a request's bytes to the upload's file. They count once they are on the disk and the row says so.</summary>
internal sealed class ReceiveBytes(ContentDbContext db, UploadFolder folder, ContentMetrics metrics)
{
    private const int BufferBytes = 128 * 1024;

    // A long PATCH that is cut off by a crash loses at most this much.
    private const long CheckpointBytes = 8 * 1024 * 1024;

    /// <summary>The upload as it is now, or null when the body has more bytes than the upload was announced with.</summary>
    public async Task<Upload?> AppendAsync(Upload upload, Stream body, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(folder.ReceivedPath(upload.Id), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 0, FileOptions.Asynchronous);
        file.SetLength(upload.Received);
        file.Position = upload.Received;
        var durable = upload.Received;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (file.Position + read > upload.Length)
                    return null;
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                if (file.Position - durable >= CheckpointBytes)
                    durable = await CheckpointAsync(upload.Id, file, durable, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or BadHttpRequestException)
        {
            // The client went away: what came counts, so that it can go on from there.
            await CheckpointAsync(upload.Id, file, durable, CancellationToken.None);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        await CheckpointAsync(upload.Id, file, durable, cancellationToken);
        return await db.Uploads.AsNoTracking().SingleAsync(x => x.Id == upload.Id, cancellationToken);
    }

    private async Task<long> CheckpointAsync(Guid id, FileStream file, long durable, CancellationToken cancellationToken)
    {
        var now = file.Position;
        if (now == durable)
            return durable;
        file.Flush(flushToDisk: true);
        var moved = await db.Uploads.Where(x => x.Id == id && x.Received == durable && x.State == UploadState.Receiving)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Received, now), cancellationToken);
        if (moved == 0)
            throw new IOException("The upload was changed or ended by somebody else meanwhile.");
        metrics.UploadReceived(now - durable);
        return now;
    }
}
