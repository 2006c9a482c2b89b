using Banners.Matching;
using CsCheck;

namespace Banners.Tests.Matching;

public sealed class TextHashTests
{
    private static readonly Gen<string> Texts = Gen.String[Gen.Char['a', 'e'], 0, 40];

    [Fact]
    public void A_part_of_a_text_has_the_hash_of_that_text_alone() =>
        Gen.Select(Texts, Texts, Texts).Sample((before, part, after) =>
            TextHash.Finish(TextHash.Part(Prefixes(before + part + after), before.Length, before.Length + part.Length)) == TextHash.Of(part));

    [Fact]
    public void A_text_without_a_letter_has_the_hash_of_what_is_left() =>
        Gen.Select(Texts, Gen.Char['a', 'e'], Texts).Sample((before, letter, after) =>
        {
            var prefixes = Prefixes(before + letter + after);
            var rest = TextHash.Part(prefixes, before.Length + 1, prefixes.Length - 1);
            return TextHash.Finish(TextHash.Join(prefixes[before.Length], rest, after.Length)) == TextHash.Of(before + after);
        });

    [Fact]
    public void A_table_gives_back_what_was_set_last_and_nothing_else() =>
        Gen.Dictionary(Texts, Gen.Int)[0, 200].Select(known => (known, absent: "#" + known.Count)).Sample((known, absent) =>
        {
            var table = new HashTable<int>();
            foreach (var (key, _) in known)
                table.Set(TextHash.Of(key), -1);
            foreach (var (key, value) in known)
                table.Set(TextHash.Of(key), value);
            return !table.TryFind(TextHash.Of(absent), out _) && known.All(entry => table.TryFind(TextHash.Of(entry.Key), out var value) && value == entry.Value);
        });

    private static ulong[] Prefixes(string text)
    {
        var prefixes = new ulong[text.Length + 1];
        for (var i = 0; i < text.Length; i++)
            prefixes[i + 1] = TextHash.Append(prefixes[i], text[i]);
        return prefixes;
    }
}
