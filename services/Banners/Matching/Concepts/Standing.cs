using Banners.Data;

namespace Banners.Matching.Concepts;

/// <summary>What the points of a campaign are counted from; no search comes here, so this may allocate.</summary>
internal sealed partial class ConceptSet
{
    /// <summary>All patterns with points that stand in the text, and whether one without points does.</summary>
    public (IReadOnlyList<LiveKeyword> Counting, bool Decided) Standing(string text)
    {
        var places = RoomForPlaces();
        var reading = new Reading(this, places, new int[Classes], stackalloc int[MaxWords]);
        foreach (var word in Search.OfKeyword(text).Words)
            reading.Add(word);
        reading.FindCompounds();
        foreach (var id in reading.Present)
        {
            foreach (var filed in _negative[id])
                filed.Pattern.TakeAway(places, reading.Present, reading.Words);
        }

        var (counting, decided) = (new List<LiveKeyword>(), false);
        foreach (var id in reading.Present)
        {
            foreach (var filed in _deciding[id])
                decided = decided || filed.Pattern.Matches(places, reading.Words);
            foreach (var filed in _counting[id])
            {
                if (filed.Pattern.Matches(places, reading.Words))
                    counting.Add(filed.Pattern.Keyword);
            }
        }

        return (counting, decided);
    }

    private Places RoomForPlaces() => new(new UInt128[Classes], new ulong[Places.MetLength(Classes)]);

    /// <summary>Whether the word is known only divided or misspelt, so that it is no word of its own.</summary>
    public bool IsGuessed(string word)
    {
        if (word.Length > SoundTable.MaxLength || Lookup(word) is not null || _language.Spelling(word) is { Length: 1 })
            return false;
        var reading = new Reading(this, RoomForPlaces(), new int[Classes], stackalloc int[MaxWords]);
        reading.Add(word);
        return reading.Words > 1 || reading.LastIsKnown;
    }
}
