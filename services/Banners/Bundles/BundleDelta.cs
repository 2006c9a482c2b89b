using System.Globalization;
using System.Text;

namespace Banners.Bundles;

/// <summary>
/// How one content becomes another, line by line: <c>=start,count</c> takes lines of the older one, <c>+line</c> is a new one. Whoever
/// applies it gets the newer content's very bytes.
/// </summary>
internal static class BundleDelta
{
    private const string Format = "1";

    public static byte[] Of(string fromVersion, byte[] from, byte[] to)
    {
        var (before, after) = (Lines(from), Lines(to));
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = before.Length - 1; i >= 0; i--)
            places[before[i]] = i;
        var delta = new StringBuilder().Append(CultureInfo.InvariantCulture, $"delta\t{Format}\t{fromVersion}");
        for (var i = 0; i < after.Length;)
        {
            if (!places.TryGetValue(after[i], out var start))
            {
                delta.Append("\n+").Append(after[i++]);
                continue;
            }

            var count = 1;
            while (i + count < after.Length && start + count < before.Length && string.Equals(after[i + count], before[start + count], StringComparison.Ordinal))
                count++;
            delta.Append(CultureInfo.InvariantCulture, $"\n={start},{count}");
            i += count;
        }

        return Encoding.UTF8.GetBytes(delta.ToString());
    }

    private static string[] Lines(byte[] content) => Encoding.UTF8.GetString(content).Split('\n');
}
