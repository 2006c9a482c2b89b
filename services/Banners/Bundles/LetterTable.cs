using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Banners.Matching;

namespace Banners.Bundles;

/// <summary>
/// What <see cref="Normalizer"/> knows of characters, as data: another interpreter, whose own Unicode may be newer, reads them in the same
/// way. Characters that compatibility decomposition takes apart are only named as such.
/// </summary>
internal sealed class LetterTable
{
    private const int LastCharacter = 0x10FFFF;
    private static readonly Lazy<LetterTable> Made = new(() => new LetterTable());
    private readonly List<int> _kinds = [];
    private readonly List<int> _alone = [];
    private readonly List<int> _small = [];
    private readonly SortedDictionary<string, string> _folds = new(StringComparer.Ordinal);

    private LetterTable()
    {
        for (var value = 0; value <= LastCharacter; value++)
        {
            if (!Rune.TryCreate(value, out var rune))
                Append(_kinds, Sort.Separator);
            else if (IsWhole(rune))
                Add(rune);
            else
                Append(_kinds, Sort.TakenApart);
        }
    }

    private enum Sort
    {
        Separator,
        Ignored,
        Sign,
        Letter,
        SmallLetter,
        Digit,

        /// <summary>By compatibility decomposition (NFKD), before anything else looks at it.</summary>
        TakenApart,
    }

    public static LetterTable Instance => Made.Value;

    /// <summary>Runs, beginning with U+0000: what the characters are, and how many of them follow.</summary>
    public IReadOnlyList<int> Kinds => _kinds;

    /// <summary>Runs of characters that are words by themselves: the first, and how many.</summary>
    public IReadOnlyList<int> Alone => _alone;

    /// <summary>Runs of capitals: the first, how many, the step between them, and how far their small letters are.</summary>
    public IReadOnlyList<int> Small => _small;

    /// <summary>Small letters that are written as others.</summary>
    public IReadOnlyDictionary<string, string> Folds => _folds;

    /// <summary>What looks like a Latin letter, and those letters.</summary>
    [JsonPropertyName("lookalikes")]
    public IReadOnlyList<string> Alike { get; } = [Lookalikes.Like, Lookalikes.Letter];

    private void Add(Rune rune)
    {
        var kind = Normalizer.KindOf(rune);
        Append(_kinds, SortOf(rune, kind));
        if (kind is not Normalizer.Kind.Letter)
            return;
        if (Normalizer.IsWordByItself(rune))
            AddAlone(rune.Value);
        var lower = Rune.ToLowerInvariant(rune);
        if (lower != rune)
        {
            AddSmall(rune.Value, lower.Value - rune.Value);
            return;
        }

        Span<char> letters = stackalloc char[2];
        var folded = new string(letters[..Normalizer.Fold(rune, letters)]);
        if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.DecimalDigitNumber && folded != rune.ToString())
            _folds[rune.ToString()] = folded;
    }

    private static Sort SortOf(Rune rune, Normalizer.Kind kind) => kind switch
    {
        Normalizer.Kind.Ignored => Sort.Ignored,
        Normalizer.Kind.Letter when Rune.IsLower(rune) => Sort.SmallLetter,
        Normalizer.Kind.Letter when Rune.IsLetter(rune) => Sort.Letter,
        Normalizer.Kind.Letter when Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber => Sort.Digit,
        Normalizer.Kind.Letter => Sort.Sign,
        _ => Sort.Separator,
    };

    private static void Append(List<int> runs, Sort kind)
    {
        if (runs.Count == 0 || runs[^2] != (int)kind)
            runs.AddRange([(int)kind, 0]);
        runs[^1]++;
    }

    private void AddAlone(int value)
    {
        if (_alone.Count == 0 || _alone[^2] + _alone[^1] != value)
            _alone.AddRange([value, 0]);
        _alone[^1]++;
    }

    private void AddSmall(int value, int delta)
    {
        if (_small.Count > 0 && _small[^1] == delta)
        {
            var (first, count, step) = (_small[^4], _small[^3], _small[^2]);
            var distance = value - (first + ((count - 1) * step));
            if (distance == step || (count == 1 && distance == 2))
            {
                (_small[^3], _small[^2]) = (count + 1, distance);
                return;
            }
        }

        _small.AddRange([value, 1, 1, delta]);
    }

    // Most of the characters that there could be are none; asking for their decomposition takes long.
    private static bool IsWhole(Rune rune) =>
        rune.IsAscii || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse || rune.ToString().IsNormalized(NormalizationForm.FormKD);
}
