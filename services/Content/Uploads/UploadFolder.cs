using Microsoft.Extensions.Options;

namespace Content.Uploads;

/// <summary>Where the bytes lie: one folder per upload, which stays the folder of its video.</summary>
internal sealed class UploadFolder(IOptions<UploadOptions> options)
{
    public string ReceivedPath(Guid id) => Path.Combine(Of(id), "received");

    public string PlayablePath(Guid id) => Path.Combine(Of(id), "playable");

    public string PosterPath(Guid id) => Path.Combine(Of(id), "poster.jpg");

    public void Create(Guid id)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Of(id));
        else
            Directory.CreateDirectory(Of(id), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Delete(Guid id)
    {
        if (Directory.Exists(Of(id)))
            Directory.Delete(Of(id), recursive: true);
    }

    /// <summary>One writer or finisher at a time, over all replicas on one machine; null when somebody else is at it. Ends with the process, also by kill -9.</summary>
    public IDisposable? TryHold(Guid id)
    {
        Create(id);
        try
        {
            return new FileStream(Path.Combine(Of(id), "lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string Of(Guid id) => Path.Combine(options.Value.Directory, id.ToString("N"));
}
