namespace Banners.Matching.Concepts;

/// <summary>
/// Points of one search. In a campaign that has patterns with points, <see cref="Enough"/> of them are needed; a pattern without points
/// counts <see cref="ForPattern"/>, so that it decides alone unless much speaks against it.
/// </summary>
internal struct Weighing
{
    public const int Enough = 100;
    public const int ForPattern = 60;

    private int _points;
    private CompiledPattern? _heaviest;

    public void Add(CompiledPattern pattern)
    {
        _points += pattern.Points;
        if (_heaviest is null || pattern.Weight > _heaviest.Weight)
            _heaviest = pattern;
    }

    /// <param name="pattern">The best of those without points, or null.</param>
    public readonly CompiledPattern? Decide(CompiledPattern? pattern) =>
        _points + (pattern is null ? 0 : ForPattern) < Enough ? null : pattern ?? _heaviest;
}
