using Microsoft.Playwright;

namespace Browsing;

/// <summary>How somebody's browser is set.</summary>
/// <param name="Width">In CSS pixels.</param>
/// <param name="Height">In CSS pixels.</param>
public sealed record Window(int Width = 1280, int Height = 800, string Locale = "fr-FR", ColorScheme Scheme = ColorScheme.Light, bool JavaScript = true);
