using System.ComponentModel.DataAnnotations;

namespace Content.Uploads;

internal sealed class UploadOptions
{
    public const string Section = "Uploads";

    /// <summary>Folder of videos and unfinished uploads; replicas share it.</summary>
    [Required]
    public string Directory { get; init; } = "";

    /// <summary>The longest upload; 512 MiB unless set.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>The longest video; 10 minutes unless set.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an unfinished upload is kept; 24 hours unless set.</summary>
    public TimeSpan KeepUnfinished { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often uploads that were interrupted after their last byte are looked for; 5 seconds unless set.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan CheckPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most that ffmpeg may take for one video; 2 minutes unless set.</summary>
    public TimeSpan ProcessingLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Folder of ffmpeg and ffprobe; found on the PATH unless set.</summary>
    public string FfmpegDirectory { get; init; } = "";
}
