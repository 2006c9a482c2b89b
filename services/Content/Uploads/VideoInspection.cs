using System.Globalization;
using FFMpegCore;
using FFMpegCore.Exceptions;
using Microsoft.Extensions.Options;

namespace Content.Uploads;

/// <summary>What a checked video is.</summary>
internal sealed record VideoFacts(TimeSpan Duration, int Width, int Height, string MediaType);

/// <summary>
/// Checks that an upload is a video that browsers play, packs it anew without its metadata (phones write the place of recording
/// into it) and takes a poster picture.
/// </summary>
internal sealed class VideoInspection(VideoTools tools, UploadFolder folder, IOptions<UploadOptions> options, TimeProvider clock)
{
    private static readonly string[] Mp4Codecs = ["h264", "av1"];
    private static readonly string[] WebmCodecs = ["vp8", "vp9"];

    /// <summary>The facts, or a sentence that says why the upload is refused.</summary>
    public async Task<(VideoFacts? Facts, string? Refusal)> InspectAsync(Guid id, CancellationToken cancellationToken)
    {
        // Only these two families, told from the first bytes: other formats make ffmpeg read further files and addresses (playlists).
        if (await SniffAsync(folder.ReceivedPath(id), cancellationToken) is not { } demuxer)
            return (null, "The file is neither MP4 nor WebM.");
        using var limit = new CancellationTokenSource(options.Value.ProcessingLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await tools.RunAsync(() => InspectAsync(id, demuxer, both.Token), cancellationToken);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (null, "Checking the video took too long.");
        }
        catch (FFMpegException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, limit.IsCancellationRequested ? "Checking the video took too long." : "The file cannot be read as a video.");
        }
    }

    private async Task<(VideoFacts? Facts, string? Refusal)> InspectAsync(Guid id, string demuxer, CancellationToken cancellationToken)
    {
        var analysis = await FFProbe.AnalyseAsync(folder.ReceivedPath(id), tools.Options, $"-f {demuxer} -protocol_whitelist file", cancellationToken);
        if (analysis.PrimaryVideoStream is not { } video || video.Width is not > 0 || video.Height is not > 0)
            return (null, "The file has no picture.");
        if (analysis.Duration <= TimeSpan.Zero)
            return (null, "The video has no length.");
        if (analysis.Duration > options.Value.MaxDuration)
            return (null, $"The video is longer than {options.Value.MaxDuration.TotalMinutes:0.#} minutes.");
        var codec = video.CodecName;
        if (!Mp4Codecs.Contains(codec) && !WebmCodecs.Contains(codec))
            return (null, "The picture must be coded as H.264, AV1, VP8 or VP9.");

        var container = Mp4Codecs.Contains(codec) ? "mp4" : "webm";
        await PackAsync(id, demuxer, container, cancellationToken);
        await TakePosterAsync(id, container == "mp4" ? "mov" : "matroska", analysis.Duration, cancellationToken);
        var turned = Math.Abs(video.Rotation) % 180 == 90;
        return (new VideoFacts(analysis.Duration, (turned ? video.Height : video.Width).Value, (turned ? video.Width : video.Height).Value, $"video/{container}"), null);
    }

    private async Task PackAsync(Guid id, string demuxer, string container, CancellationToken cancellationToken)
    {
        var fresh = folder.PlayablePath(id) + ".part";
        await FFMpegArguments
            .FromFileInput(folder.ReceivedPath(id), verifyExists: true, input => input.WithCustomArgument($"-protocol_whitelist file -f {demuxer}"))
            .OutputToFile(fresh, overwrite: true, output => output.WithCustomArgument(
                $"-map 0:v:0 -map 0:a:0? -map_metadata -1 -map_metadata:s -1 -map_chapters -1 -c copy {(container == "mp4" ? "-movflags +faststart" : "")} -f {container}"))
            .ProcessAsynchronously(throwOnError: true, tools.Options, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        await using (var file = new FileStream(fresh, FileMode.Open, FileAccess.ReadWrite))
            file.Flush(flushToDisk: true);
        File.Move(fresh, folder.PlayablePath(id), overwrite: true);
    }

    private async Task TakePosterAsync(Guid id, string demuxer, TimeSpan duration, CancellationToken cancellationToken)
    {
        var at = duration > TimeSpan.FromSeconds(2) ? TimeSpan.FromSeconds(1) : duration / 2;
        await FFMpegArguments
            .FromFileInput(folder.PlayablePath(id), verifyExists: true, input => input.WithCustomArgument($"-ss {at.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} -protocol_whitelist file -f {demuxer}"))
            .OutputToFile(folder.PosterPath(id), overwrite: true, output => output.WithCustomArgument("-frames:v 1 -vf scale='min(360,iw)':-2 -q:v 6 -f image2 -update 1"))
            .ProcessAsynchronously(throwOnError: true, tools.Options, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static async Task<string?> SniffAsync(string path, CancellationToken cancellationToken)
    {
        var head = new byte[12];
        await using var file = File.OpenRead(path);
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (read < head.Length)
            return null;
        if (head.AsSpan(4, 4).SequenceEqual("ftyp"u8))
            return "mov";
        return head.AsSpan(0, 4).SequenceEqual<byte>([0x1A, 0x45, 0xDF, 0xA3]) ? "matroska" : null;
    }
}
