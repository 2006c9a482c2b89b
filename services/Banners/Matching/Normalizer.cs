using System.Globalization;
using System.Text;

namespace Banners.Matching;

/// <summary>
/// Brings a search, or a keyword, into the form in which they are compared: lower-case words without accents, one space between
/// them; a hashtag keeps its <c>#</c> and its words are joined by <c>_</c> (<c>#AlloEnfance</c> is <c>#allo_enfance</c>). The rules
/// with examples are in the service's README. Takes linear time, allocates nothing and never throws, whatever the text is.
/// </summary>
internal static class Normalizer
{
    /// <summary>Longer searches are cut after this many characters; so is the result.</summary>
    public const int MaxLength = 256;

    // The longest compatibility decomposition of one character (U+FDFA) has 18.
    private const int MaxDecomposed = MaxLength * 18;

    public static string Normalize(string text)
    {
        Span<char> output = stackalloc char[MaxLength];
        return new string(output[..Normalize(text, output)]);
    }

    /// <param name="text">What somebody typed.</param>
    /// <param name="output">Room for <see cref="MaxLength"/> characters.</param>
    /// <returns>How many characters were written.</returns>
    public static int Normalize(ReadOnlySpan<char> text, Span<char> output)
    {
        if (text.Length > MaxLength)
            text = text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
        var writer = new Writer(output[..MaxLength]);
        if (Ascii.IsValid(text))
        {
            if (text.IndexOfAny('#', '_') < 0)
                return WriteWords(text, output);
            writer.Write(text);
            return writer.Length;
        }

        return NormalizeAny(text, ref writer);
    }

    // What most people type: the same rules, without what only hashtags and other scripts need.
    private static int WriteWords(ReadOnlySpan<char> text, Span<char> output)
    {
        var (length, breaks) = (0, false);
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                breaks = length > 0;
                continue;
            }

            if (breaks)
                output[length++] = ' ';
            breaks = false;
            output[length++] = letter is >= 'A' and <= 'Z' ? (char)(letter | 0x20) : letter;
        }

        return length;
    }

    private static int NormalizeAny(ReadOnlySpan<char> text, ref Writer writer)
    {
        Span<char> valid = stackalloc char[MaxLength];
        valid = valid[..text.Length];
        CopyValid(text, valid);
        Span<char> decomposed = stackalloc char[MaxDecomposed];
        if (valid.TryNormalize(decomposed, out var length, NormalizationForm.FormKD))
            writer.Write(decomposed[..length]);
        return writer.Length;
    }

    // Halves of surrogate pairs and the non-character U+FFFE make the framework's normalisation throw.
    private static void CopyValid(ReadOnlySpan<char> text, Span<char> valid)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                (valid[i], valid[i + 1]) = (text[i], text[i + 1]);
                i++;
            }
            else
            {
                valid[i] = char.IsSurrogate(text[i]) || text[i] == '\uFFFE' ? ' ' : text[i];
            }
        }
    }

    private ref struct Writer(Span<char> output)
    {
        private readonly Span<char> _output = output;
        private bool _tagOpens;
        private bool _inTag;
        private bool _breaks;
        private bool _alone;
        private Case _previous;

        private enum Case
        {
            None,
            Upper,
            Lower,
        }

        public int Length { get; private set; }

        public void Write(scoped ReadOnlySpan<char> text)
        {
            while (!text.IsEmpty)
            {
                Rune.DecodeFromUtf16(text, out var rune, out var consumed);
                text = text[consumed..];
                if (!Write(rune, text))
                    return;
            }
        }

        private bool Write(Rune rune, scoped ReadOnlySpan<char> rest)
        {
            switch (KindOf(rune))
            {
                case Kind.Ignored:
                    return true;
                case Kind.Hash:
                    (_tagOpens, _inTag, _breaks) = (true, false, true);
                    return true;
                case Kind.Joiner when _inTag || _tagOpens:
                    (_breaks, _previous) = (true, Case.None);
                    return true;
                case Kind.Letter:
                    return WriteLetter(rune, rest);
                default:
                    (_tagOpens, _inTag, _breaks) = (false, false, true);
                    return true;
            }
        }

        private bool WriteLetter(Rune rune, scoped ReadOnlySpan<char> rest)
        {
            // A capital without a small letter (Unicode has some) stays as it is, and must not be a boundary the second time only.
            var current = Rune.ToLowerInvariant(rune) != rune ? Case.Upper : Rune.IsLower(rune) ? Case.Lower : Case.None;
            var alone = IsWordByItself(rune);
            if (Length > 0 && (alone || _alone))
                _breaks = true;
            if (_inTag && current is Case.Upper && (_previous is Case.Lower || (_previous is Case.Upper && LowerFollows(rest))))
                _breaks = true;

            Span<char> letters = stackalloc char[2];
            letters = letters[..Fold(rune, letters)];
            var gap = (_breaks && Length > 0 ? 1 : 0) + (_tagOpens ? 1 : 0);
            if (Length + gap + letters.Length > _output.Length)
                return false;
            if (_breaks && Length > 0)
                _output[Length++] = _inTag ? '_' : ' ';
            if (_tagOpens)
                _output[Length++] = '#';
            letters.CopyTo(_output[Length..]);
            Length += letters.Length;
            (_inTag, _tagOpens, _breaks, _previous, _alone) = (_inTag || _tagOpens, false, false, current, alone);
            return true;
        }

        // SOSEnfants is sos + enfants: the last capital before a small letter begins the word.
        private static bool LowerFollows(ReadOnlySpan<char> rest)
        {
            while (!rest.IsEmpty)
            {
                Rune.DecodeFromUtf16(rest, out var rune, out var consumed);
                if (KindOf(rune) is not Kind.Ignored)
                    return Rune.IsLower(rune);
                rest = rest[consumed..];
            }

            return false;
        }
    }

    internal enum Kind
    {
        Separator,
        Letter,
        Ignored,
        Hash,
        Joiner,
    }

    // Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, kana, bopomofo, Chinese characters.
    internal static bool IsWordByItself(Rune rune) => rune.Value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or 0x3005 or (>= 0x3040 and <= 0x312F) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    internal static Kind KindOf(Rune rune)
    {
        if (rune.IsAscii)
        {
            return rune.Value switch
            {
                '#' => Kind.Hash,
                '_' => Kind.Joiner,
                _ => char.IsAsciiLetterOrDigit((char)rune.Value) ? Kind.Letter : Kind.Separator,
            };
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            // Accents are ignored; so are zero-width and bidirectional controls and emoji's variation selectors.
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => Kind.Ignored,
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Letter,
            _ => Kind.Separator,
        };
    }

    /// <summary>Lower case, and letters that decomposition leaves whole; digits of any script become 0 to 9.</summary>
    internal static int Fold(Rune rune, Span<char> letters)
    {
        if (rune.IsAscii)
        {
            letters[0] = char.ToLowerInvariant((char)rune.Value);
            return 1;
        }

        var lower = Rune.ToLowerInvariant(rune);
        var (first, second) = lower.Value switch
        {
            'ß' => ('s', 's'),
            'œ' => ('o', 'e'),
            'æ' => ('a', 'e'),
            'þ' => ('t', 'h'),
            'ø' => ('o', '\0'),
            'đ' or 'ð' => ('d', '\0'),
            'ł' => ('l', '\0'),
            'ħ' => ('h', '\0'),
            'ı' => ('i', '\0'),
            'ς' => ('σ', '\0'),
            _ => ('\0', '\0'),
        };
        if (first == '\0')
        {
            if (Rune.GetUnicodeCategory(lower) is not UnicodeCategory.DecimalDigitNumber)
                return lower.EncodeToUtf16(letters);
            letters[0] = (char)('0' + (int)Rune.GetNumericValue(lower));
            return 1;
        }

        letters[0] = first;
        if (second == '\0')
            return 1;
        letters[1] = second;
        return 2;
    }
}
