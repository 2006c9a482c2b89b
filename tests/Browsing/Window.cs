using Microsoft.Playwright;

namespace Browsing;

/// <summary>How somebody's browser is set.</summary>
/// <param name="Width">In CSS pixels.</param>
/// <param name="Height">In CSS pixels.</param>
/// <param name="Zoom">Pixels of the screen for one CSS pixel: 640 × 400 at 2 is a window of 1280 × 800 at 200 %.</param>
/// <param name="Motion">Whether things may move.</param>
public sealed record Window(
    int Width = 1280, int Height = 800, string Locale = "fr-FR", ColorScheme Scheme = ColorScheme.Light, bool JavaScript = true, float Zoom = 1, bool Motion = false);
