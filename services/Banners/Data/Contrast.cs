using System.Globalization;

namespace Banners.Data;

/// <summary>How well a colour can be read on another, after WCAG 2.2.</summary>
internal static class Contrast
{
    /// <summary>Success criterion 1.4.3, for text of ordinary size.</summary>
    public const double Least = 4.5;

    public const string ColourPattern = "^#[0-9a-f]{6}$";

    /// <summary>1 (the same) to 21 (black on white). Both are <c>#rrggbb</c>.</summary>
    public static double Between(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour) => (0.2126 * Part(colour, 1)) + (0.7152 * Part(colour, 3)) + (0.0722 * Part(colour, 5));

    private static double Part(string colour, int at)
    {
        var part = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }
}
