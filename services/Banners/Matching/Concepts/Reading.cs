using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Banners.Matching.Concepts;

internal sealed partial class ConceptSet
{
    /// <summary>One search, on the stack.</summary>
    private ref struct Reading(ConceptSet set, Places places, Span<int> present, Span<int> words)
    {
        private const int Unknown = -1;

        private readonly Places _places = places;
        private readonly Span<int> _present = present;
        private readonly Span<int> _words = words;
        private int _presentCount;

        public int Words { get; private set; }

        public readonly bool LastIsKnown => Words > 0 && _words[Words - 1] != Unknown;

        public readonly ReadOnlySpan<int> Present => _present[.._presentCount];

        [SkipLocalsInit]
        public void Add(ReadOnlySpan<char> word)
        {
            if (set._language.Spelling(word) is { } spelt)
            {
                Put(spelt);
                return;
            }

            if (word.Length > SoundTable.MaxLength)
            {
                Put((Word?)null);
                return;
            }

            Span<char> room = stackalloc char[2 * SoundTable.MaxLength];
            var sound = room[..set._language.Sounds.Write(word, room)];
            Span<ulong> prefixes = stackalloc ulong[(2 * SoundTable.MaxLength) + 1];
            prefixes[0] = 0;
            for (var i = 0; i < sound.Length; i++)
                prefixes[i + 1] = TextHash.Append(prefixes[i], sound[i]);
            var (known, remains) = set._bySound.Find(sound, TextHash.Finish(prefixes[sound.Length]));
            if (known != SoundIndex.None)
                Put(set._byId[known]);
            else if (!Divide(word))
                Put(set.LookupMisspelt(word, sound, prefixes, remains));
        }

        public void FindCompounds()
        {
            for (var first = 0; first < Words - 1; first++)
            {
                if (_words[first] == Unknown)
                    continue;
                foreach (ref readonly var compound in CollectionsMarshal.AsSpan(set._byId[_words[first]].Compounds))
                {
                    if (_words[first + 1] != compound.Second || !_words[first..Words].StartsWith(compound.Words))
                        continue;
                    for (var i = first; i < first + compound.Words.Length; i++)
                        Mark(compound.Class, i);
                }
            }
        }

        // menferme, monpere, tapeavec: a small word and one that is known, without the space.
        private bool Divide(ReadOnlySpan<char> word)
        {
            if (word.Length is < ShortestGlued or > SoundTable.MaxLength)
                return false;
            var lengths = set._language.GluedBefore(word[0]);
            for (var left = Math.Min(set._language.LongestGlued, word.Length - 2); left > 0; left--)
            {
                if ((lengths & (1 << left)) != 0 && set._language.IsGlued(word[..left]) && IsKnown(word[left..]))
                    return PutBoth(word[..left], word[left..]);
            }

            lengths = set._language.GluedBehind(word[^1]);
            for (var right = Math.Min(set._language.LongestGlued, word.Length - 3); right > 2; right--)
            {
                if ((lengths & (1 << right)) != 0 && set._language.IsGlued(word[^right..]) && IsKnown(word[..^right]))
                    return PutBoth(word[..^right], word[^right..]);
            }

            return false;
        }

        private readonly bool IsKnown(ReadOnlySpan<char> word) => set._language.Spelling(word) is not null || set.Lookup(word) is not null;

        private bool PutBoth(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
        {
            PutKnown(left);
            PutKnown(right);
            return true;
        }

        private void PutKnown(ReadOnlySpan<char> word)
        {
            if (set._language.Spelling(word) is { } spelt)
                Put(spelt);
            else
                Put(set.Lookup(word));
        }

        private void Put(string[] spelt)
        {
            foreach (var word in spelt)
                Put(set.Lookup(word));
        }

        private void Put(Word? word)
        {
            if (Words == MaxWords)
                return;
            _words[Words] = word?.Id ?? Unknown;
            if (word is not null)
            {
                foreach (var id in word.Classes)
                    Mark(id, Words);
            }
            else if (set._unknown >= 0)
            {
                Mark(set._unknown, Words);
            }

            Words++;
        }

        private void Mark(int id, int place)
        {
            if (_places.Mark(id, place))
                _present[_presentCount++] = id;
        }
    }
}
