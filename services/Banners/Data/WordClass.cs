namespace Banners.Data;

/// <summary>Words that mean one thing in a pattern: <c>who</c> is père, papa, daron, …</summary>
internal sealed class WordClass
{
    public const int MaxName = 40;
    public const int MaxWord = 60;

    public required string Name { get; init; }

    /// <summary>Single words, or several such as <c>famille d'accueil</c>.</summary>
    public required string[] Words { get; init; }
}
