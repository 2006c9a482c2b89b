using System.Buffers.Binary;

namespace Banners.Images;

/// <summary>What a file really is, by its first bytes; nothing of it is decoded.</summary>
/// <param name="Type">Media type.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal sealed record ImageFormat(string Type, int Width, int Height)
{
    /// <summary>Null: neither PNG nor JPEG nor WebP, or cut off before its size.</summary>
    public static ImageFormat? Of(ReadOnlySpan<byte> content) => Png(content) ?? WebP(content) ?? Jpeg(content);

    private static ImageFormat? Png(ReadOnlySpan<byte> content) =>
        content.Length >= 24 && content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) && content[12..16].SequenceEqual("IHDR"u8)
            ? new ImageFormat("image/png", BinaryPrimitives.ReadInt32BigEndian(content[16..]), BinaryPrimitives.ReadInt32BigEndian(content[20..]))
            : null;

    private static ImageFormat? WebP(ReadOnlySpan<byte> content)
    {
        if (content.Length < 30 || !content.StartsWith("RIFF"u8) || !content[8..12].SequenceEqual("WEBP"u8))
            return null;
        var chunk = content[12..16];
        if (chunk.SequenceEqual("VP8 "u8) && content[23..26].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
            return Of(BinaryPrimitives.ReadUInt16LittleEndian(content[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(content[28..]) & 0x3FFF);
        if (chunk.SequenceEqual("VP8L"u8) && content[20] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(content[21..]);
            return Of((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }

        return chunk.SequenceEqual("VP8X"u8) ? Of(Three(content[24..]) + 1, Three(content[27..]) + 1) : null;

        static ImageFormat Of(int width, int height) => new("image/webp", width, height);
        static int Three(ReadOnlySpan<byte> at) => at[0] | (at[1] << 8) | (at[2] << 16);
    }

    // Segments until the one that starts a frame; SOF0 to SOF15 without the three that are tables.
    private static ImageFormat? Jpeg(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return null;
        for (var at = 2; at + 9 <= content.Length && content[at] == 0xFF;)
        {
            var marker = content[at + 1];
            if (marker is 0xFF)
            {
                at++;
                continue;
            }

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return new ImageFormat("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(content[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(content[(at + 5)..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
        }

        return null;
    }
}
