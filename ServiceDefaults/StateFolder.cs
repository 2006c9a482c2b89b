using Microsoft.Extensions.Configuration;

namespace ServiceDefaults;

/// <summary>
/// Where a service keeps its last known published state, so that a restart without PostgreSQL still serves. Setting
/// <c>State:Directory</c>; without it nothing is kept.
/// </summary>
public sealed class StateFolder(IConfiguration configuration)
{
    private readonly string? _directory = configuration["State:Directory"];

    public async Task<byte[]?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var path = _directory is null ? null : Path.Combine(_directory, file);
        return path is not null && File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : null;
    }

    /// <summary>Whether a file could be kept and is not there.</summary>
    public bool Lacks(string file) => _directory is not null && !File.Exists(Path.Combine(_directory, file));

    /// <summary>Removes the files whose names begin so and of which this is true.</summary>
    public void Forget(string prefix, Func<string, bool> isOver)
    {
        if (!Directory.Exists(_directory))
            return;
        foreach (var path in Directory.GetFiles(_directory, $"{prefix}*").Where(path => isOver(Path.GetFileName(path))))
            File.Delete(path);
    }

    /// <summary>Replaces the file as a whole: a reader, also after a crash, sees the old or the new one.</summary>
    public async Task WriteAsync(string file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (_directory is null)
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(_directory);
        else
            Directory.CreateDirectory(_directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(_directory, file);
        var fresh = $"{path}.{Environment.ProcessId}.{Guid.CreateVersion7():N}";
        await File.WriteAllBytesAsync(fresh, content, cancellationToken);
        File.Move(fresh, path, overwrite: true);
    }
}
