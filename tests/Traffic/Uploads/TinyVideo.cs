using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Traffic.Uploads;

/// <summary>A real video of two seconds and some kilobytes, made by ffmpeg when it is needed.</summary>
public static class TinyVideo
{
    public static async Task<byte[]> MakeAsync(Random random, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("traffic-video-");
        try
        {
            var file = Path.Combine(folder.FullName, "video.mp4");
            await RunAsync(
            [
                "-hide_banner", "-loglevel", "error", "-nostdin",
                "-f", "lavfi", "-i", string.Create(CultureInfo.InvariantCulture, $"testsrc2=size=320x180:rate=12:duration=2,hue=h={random.Next(360)}"),
                "-f", "lavfi", "-i", string.Create(CultureInfo.InvariantCulture, $"sine=frequency={random.Next(200, 900)}:duration=2"),
                "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "48k", "-movflags", "+faststart", "-y", file,
            ], cancellationToken);
            return await File.ReadAllBytesAsync(file, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        }
        catch (Win32Exception missing)
        {
            throw new TrafficException(Texts.FfmpegMissing, missing);
        }

        using (process)
        {
            var trouble = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw new TrafficException(string.Format(CultureInfo.CurrentCulture, Texts.FfmpegFailed, trouble.Split('\n')[0]));
        }
    }
}
