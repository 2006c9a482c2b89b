using FFMpegCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Content.Uploads;

/// <summary>ffmpeg and ffprobe as the machine has them; at most two of their processes run at once.</summary>
internal sealed class VideoTools(IOptions<UploadOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(2);

    public FFOptions Options { get; } = new() { BinaryFolder = options.Value.FfmpegDirectory };

    public bool AreInstalled => Find("ffmpeg") && Find("ffprobe");

    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        if (!AreInstalled)
            throw new IOException("ffmpeg and ffprobe are not installed.");
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private bool Find(string tool)
    {
        var name = OperatingSystem.IsWindows() ? tool + ".exe" : tool;
        var folders = options.Value.FfmpegDirectory is { Length: > 0 } folder ? [folder] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Any(path => File.Exists(Path.Combine(path, name)));
    }
}

internal sealed class VideoToolsHealth(VideoTools tools) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(tools.AreInstalled
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("ffmpeg is not installed: uploads wait until it is (Debian: apt-get install ffmpeg)."));
}
