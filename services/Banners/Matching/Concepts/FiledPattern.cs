namespace Banners.Matching.Concepts;

/// <summary>A pattern under its rarest class, beside the next rarest: mostly that one is not met, and the pattern itself is not looked at.</summary>
internal readonly record struct FiledPattern(CompiledPattern Pattern, int Other)
{
    private const int None = -1;

    /// <param name="pattern">What is filed.</param>
    /// <param name="rarest">The class that it is filed under.</param>
    /// <param name="sizes">How many words each class has.</param>
    public static FiledPattern Of(CompiledPattern pattern, int rarest, IReadOnlyList<int> sizes) =>
        new(pattern, pattern.Elements.Where(id => id != rarest).OrderBy(id => sizes[id]).FirstOrDefault(None));

    public bool MayMatch(in Places places) => Other == None || places.IsMet(Other);
}
