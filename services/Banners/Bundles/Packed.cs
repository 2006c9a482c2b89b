using System.IO.Compression;

namespace Banners.Bundles;

/// <summary>A text as it goes over the wire, compressed once and sent often.</summary>
internal sealed class Packed(byte[] content)
{
    private const int BrotliQuality = 6; // of 11: beyond it costs seconds, and a pause must not wait
    private const int BrotliWindow = 22;
    private readonly Lazy<byte[]> _brotli = new(() => Compress(content));
    private readonly Lazy<byte[]> _gzip = new(() => Gzip(content));

    public byte[] Content => content;

    public byte[] Brotli => _brotli.Value;

    public static byte[] Unpack(byte[] brotli)
    {
        using var from = new BrotliStream(new MemoryStream(brotli), CompressionMode.Decompress);
        using var into = new MemoryStream();
        from.CopyTo(into);
        return into.ToArray();
    }

    /// <summary>In the first of <c>br</c> and <c>gzip</c> that is accepted.</summary>
    public (byte[] Bytes, string? Encoding) For(Func<string, bool> accepts)
    {
        if (accepts("br"))
            return (Brotli, "br");
        return accepts("gzip") ? (_gzip.Value, "gzip") : (content, null);
    }

    /// <summary>As the caller can read it.</summary>
    public (byte[] Bytes, string? Encoding) For(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        return For(name => accepted.Any(x => x.Value.Equals(name, StringComparison.OrdinalIgnoreCase) && x.Quality is not 0));
    }

    private static byte[] Compress(byte[] content)
    {
        var room = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        return BrotliEncoder.TryCompress(content, room, out var length, BrotliQuality, BrotliWindow) ? room[..length] : throw new InvalidOperationException("There was room.");
    }

    private static byte[] Gzip(byte[] content)
    {
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return into.ToArray();
    }
}
