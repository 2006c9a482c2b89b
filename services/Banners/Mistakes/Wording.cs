using System.Globalization;

namespace Banners.Mistakes;

internal static class Wording
{
    /// <summary>The sentence with its places filled, numbers as its language writes them.</summary>
    public static string With(this string sentence, params object?[] values)
    {
        // Not CurrentCulture: what is compared and stored stays as it is whoever asks.
        var language = CultureInfo.CurrentUICulture;
        return string.Format(language, sentence, values);
    }
}
