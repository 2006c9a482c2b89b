using System.Globalization;
using Banners.Mistakes;

namespace Banners.Matching.Concepts;

/// <summary>
/// A keyword of type concept, as its author wrote it: <c>[who] [me] [hit]</c>. A name in brackets is a class, a word without them stands
/// for itself, <c>[who|voisin]</c> is either; up to three words may lie between two of them, <c>+</c>: none, <c>…</c>: any number; <c>~</c> in front:
/// in any order; <c>^</c> and <c>$</c>: at the beginning, at the end; <c>-[class]</c>: nowhere in the search; <c>+30</c> or <c>-30</c> in
/// front: it decides nothing alone and counts so many points, see <see cref="Weighing"/>.
/// </summary>
internal sealed record Pattern(IReadOnlyList<Pattern.Element> Elements, IReadOnlyList<Pattern.Element> Without, bool AnyOrder, bool AtStart, bool AtEnd, int Points)
{
    public const int MaxElements = 8;
    public const int AnyGap = int.MaxValue;

    /// <summary>The class of the words that nothing knows.</summary>
    public const string Unknown = "?";

    private const int UsualGap = 3;
    private const int MostDigits = 3;

    /// <param name="Alternatives">Names of classes, or words.</param>
    /// <param name="InBrackets">Whether they may be classes.</param>
    /// <param name="Gap">How many words may lie between the element before and this one.</param>
    internal sealed record Element(IReadOnlyList<string> Alternatives, bool InBrackets, int Gap)
    {
        /// <summary>Whether it is <c>[?]</c>, a word that nothing knows.</summary>
        public bool IsUnknown => InBrackets && Alternatives is [Unknown];
    }

    /// <returns>Null, with the reason in words, when the text is no pattern.</returns>
    public static Pattern? Parse(string text, out string error)
    {
        var (elements, without, anyOrder, atStart, atEnd, points, gap) = (new List<Element>(), new List<Element>(), false, false, false, 0, UsualGap);
        error = "";
        foreach (var (part, i) in Parts(text.Replace("...", "…", StringComparison.Ordinal)).Select((part, i) => (part, i)))
        {
            switch (part)
            {
                case ['+' or '-', >= '0' and <= '9', ..] when i == 0 && PointsOf(part) is { } counted:
                    points = counted;
                    break;
                case "~":
                    anyOrder = true;
                    break;
                case "^":
                    atStart = true;
                    break;
                case "$":
                    atEnd = true;
                    break;
                case "+":
                    gap = 0;
                    break;
                case "…":
                    gap = AnyGap;
                    break;
                case ['-', '[', .., ']']:
                    without.Add(ElementOf(part[1..], 0));
                    break;
                default:
                    elements.Add(ElementOf(part, gap));
                    gap = UsualGap;
                    break;
            }
        }

        if (elements.Concat(without).FirstOrDefault(element => element.Alternatives.Count == 0 || (!element.IsUnknown && element.Alternatives.Any(IsNoWord))) is { } wrong)
            error = Sentences.PatternPart.With(string.Join('|', wrong.Alternatives));
        if (elements.Count is 0 or > MaxElements)
            error = Sentences.PatternLength.With(MaxElements);
        return error.Length == 0 ? new Pattern(elements, without, anyOrder, atStart, atEnd, points) : null;
    }

    /// <summary>Classes without which the pattern means nothing; beside others in brackets a name may also be a word.</summary>
    public IEnumerable<string> Classes =>
        Elements.Concat(Without).Where(element => element is { InBrackets: true, Alternatives.Count: 1 }).Select(element => element.Alternatives[0])
            .Where(name => name is not Unknown);

    // Between spaces; a space in brackets divides nothing.
    private static IEnumerable<string> Parts(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var space = text.IndexOf(' ', start);
            var open = text.IndexOf('[', start);
            var close = open < 0 || (space >= 0 && space < open) ? -1 : text.IndexOf(']', open);
            var end = close >= 0 ? close + 1 : space < 0 ? text.Length : space;
            if (end > start)
                yield return text[start..end];
            start = end < text.Length && text[end] == ' ' ? end + 1 : end;
            if (end == start && end < text.Length && close < 0)
                start++;
        }
    }

    private static Element ElementOf(string part, int gap)
    {
        var inBrackets = part is ['[', .., ']'];
        return new Element((inBrackets ? part[1..^1] : part).Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), inBrackets, gap);
    }

    private static int? PointsOf(string part) =>
        part.Length <= 1 + MostDigits && int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var points) ? points : null;

    private static bool IsNoWord(string text) => Normalizer.Normalize(text).Length == 0 || text.AsSpan().ContainsAny('[', ']');
}
