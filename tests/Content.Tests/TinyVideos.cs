using System.Diagnostics;

namespace Content.Tests;

/// <summary>Real files of some kilobytes, made once by ffmpeg when the tests run.</summary>
public sealed class TinyVideos : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("content-videos-").FullName;

    /// <summary>H.264 and AAC, upright, two seconds, with a place of recording as phones write it.</summary>
    public byte[] Mp4 { get; private set; } = [];

    public byte[] Webm { get; private set; } = [];

    /// <summary>A film that browsers do not play.</summary>
    public byte[] OldCodec { get; private set; } = [];

    /// <summary>An MP4 with sound only.</summary>
    public byte[] SoundOnly { get; private set; } = [];

    /// <summary>H.264 of some 3 MB.</summary>
    public byte[] Big { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Mp4 = await MakeAsync("tiny.mp4", "-f lavfi -i testsrc2=size=180x320:rate=12:duration=2 -f lavfi -i sine=duration=2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -metadata location=+48.8566+002.3522/ -metadata title=SecretTitle");
        Webm = await MakeAsync("tiny.webm", "-f lavfi -i testsrc2=size=160x90:rate=8:duration=1 -c:v libvpx -deadline realtime");
        OldCodec = await MakeAsync("old.mp4", "-f lavfi -i testsrc2=size=160x90:rate=8:duration=1 -c:v mpeg4");
        SoundOnly = await MakeAsync("sound.mp4", "-f lavfi -i sine=duration=1 -c:a aac");
        Big = await MakeAsync("big.mp4", "-f lavfi -i testsrc2=size=640x360:rate=12:duration=4 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -b:v 6M -minrate 6M -maxrate 6M -bufsize 1M -x264-params nal-hrd=cbr:force-cfr=1");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>What ffprobe says of a file's metadata.</summary>
    public static async Task<string> TagsAsync(string file) => await RunAsync("ffprobe", $"-v error -show_entries format_tags:stream_tags -of json {file}");

    private async Task<byte[]> MakeAsync(string name, string arguments)
    {
        var file = Path.Combine(_folder, name);
        await RunAsync("ffmpeg", $"-hide_banner -loglevel error -nostdin {arguments} -y {file}");
        return await File.ReadAllBytesAsync(file);
    }

    private static async Task<string> RunAsync(string tool, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var trouble = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await trouble);
        return output;
    }
}
