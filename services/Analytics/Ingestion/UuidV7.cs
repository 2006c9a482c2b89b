using System.Buffers.Binary;

namespace Analytics.Ingestion;

/// <summary>The time inside a UUIDv7 (RFC 9562): its first 48 bits are milliseconds since 1970.</summary>
internal static class UuidV7
{
    public static bool TryGetTime(Guid id, out DateTimeOffset time)
    {
        time = default;
        if (id.Version != 7)
            return false;
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
        if (milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            return false;
        time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return true;
    }
}
