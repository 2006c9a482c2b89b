namespace Banners.Bundles;

/// <summary>The content of one version, and what leads to it from the versions before.</summary>
internal sealed class Bundle
{
    private const int Remembered = 8;
    private readonly Dictionary<string, Packed?> _deltas = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<(string Version, byte[] Brotli)> _before;
    private readonly Lock _lock = new();

    /// <param name="content">What it holds.</param>
    /// <param name="before">The bundle that it replaces; only what a delta needs is kept of it.</param>
    public Bundle(BundleContent content, Bundle? before)
    {
        Version = content.Version;
        Full = new Packed(content.Bytes);
        _before = before is null ? [] : [(before.Version, before.Full.Brotli), .. before._before.Where(older => older.Version != content.Version).Take(Remembered - 1)];
    }

    public string Version { get; }

    public Packed Full { get; }

    /// <summary>What changed since that version; null when it is not known any more, or when the full content is smaller.</summary>
    public Packed? Since(string version)
    {
        lock (_lock)
        {
            if (!_deltas.TryGetValue(version, out var delta) && ContentOf(version) is { } older)
                _deltas[version] = delta = Smaller(new Packed(BundleDelta.Of(version, older, Full.Content)));
            return delta;
        }
    }

    private byte[]? ContentOf(string version)
    {
        if (version == Version)
            return Full.Content;
        return _before.FirstOrDefault(older => older.Version == version).Brotli is { } brotli ? Packed.Unpack(brotli) : null;
    }

    private Packed? Smaller(Packed delta) => delta.Content.Length < Full.Content.Length ? delta : null;
}
