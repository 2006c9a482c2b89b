using System.Globalization;
using System.Resources;

namespace Analytics.Defining;

/// <summary>Definitions in the language asked for.</summary>
internal sealed class FigureTexts(CultureInfo culture)
{
    private static readonly ResourceManager Resources = new("Analytics.Defining.FigureTexts", typeof(FigureTexts).Assembly);

    public FigureDefinition Of(string figure) => new(
        figure, Get($"{figure}.name"), Get($"unit.{Figures.Units[figure]}"), Get($"{figure}.definition"), Get($"{figure}.counts"), Get($"{figure}.excludes"));

    private string Get(string key) => Resources.GetString(key, culture) ?? throw new MissingManifestResourceException(key);
}

/// <summary>What one figure is.</summary>
/// <param name="Figure">Its name in reports.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Unit">What it counts in.</param>
/// <param name="Definition">What it says.</param>
/// <param name="Counts">What is counted, and when.</param>
/// <param name="Excludes">What is not in it.</param>
internal sealed record FigureDefinition(string Figure, string Name, string Unit, string Definition, string Counts, string Excludes);
