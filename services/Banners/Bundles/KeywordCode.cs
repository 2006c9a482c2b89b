using System.Buffers.Text;
using System.Security.Cryptography;

namespace Banners.Bundles;

/// <summary>
/// The short name of a keyword in bundles and in what devices report: 48 bits of its id's hash. The same in every bundle, so that a report
/// from an older one is understood; it adds six bytes to a keyword, an id would add ten or more.
/// </summary>
internal static class KeywordCode
{
    public const int Length = 8;
    private const int Bytes = 6;

    public static string Of(Guid keywordId)
    {
        Span<byte> id = stackalloc byte[16];
        keywordId.TryWriteBytes(id, bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id, hash);
        return Base64Url.EncodeToString(hash[..Bytes]);
    }
}
