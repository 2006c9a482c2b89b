namespace Benchmarks.Recall;

/// <summary>A search of somebody in need, or an innocent one that shares words with it.</summary>
/// <param name="Label">The kind of need, or the topic.</param>
/// <param name="Language"><c>fr</c> or <c>en</c>.</param>
/// <param name="Text">What was typed.</param>
internal sealed record LabelledSearch(string Label, string Language, string Text)
{
    /// <param name="half"><c>tuning</c>, which whoever writes patterns may read, or <c>heldout</c>, which nobody may.</param>
    /// <param name="name"><c>need</c> or <c>innocent</c>.</param>
    public static IReadOnlyList<LabelledSearch> Read(string half, string name) =>
        [.. File.ReadLines(Running.Repository.In($"tests/Benchmarks/Recall/{half}/{name}.tsv")).Skip(1).Select(line => line.Split('\t')).Select(cells => new LabelledSearch(cells[0], cells[1], cells[2]))];
}
