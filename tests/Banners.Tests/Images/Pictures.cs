using System.Buffers.Binary;

namespace Banners.Tests.Images;

/// <summary>Files that begin as pictures do.</summary>
internal static class Pictures
{
    /// <summary>A whole picture that a browser shows: one pixel, ×1.</summary>
    public static byte[] Pixel { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    public static byte[] Png(int width, int height)
    {
        var png = new byte[33];
        ((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]).CopyTo(png);
        "IHDR"u8.CopyTo(png.AsSpan(12));
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }

    /// <summary>With a comment before the frame, as cameras write it.</summary>
    public static byte[] Jpeg(ushort width, ushort height) =>
    [
        0xFF, 0xD8, 0xFF, 0xFE, 0x00, 0x06, 1, 2, 3, 4, 0xFF, 0xFF, 0xC4, 0x00, 0x04, 5, 6,
        0xFF, 0xC2, 0x00, 0x0B, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0,
    ];

    public static byte[] WebP(string chunk, params byte[] content) => [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. chunk.Select(letter => (byte)letter), 0, 0, 0, 0, .. content, .. new byte[12]];
}
