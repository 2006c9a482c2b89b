namespace Banners.Data;

/// <summary>How a keyword is found in a search. The numbers are stored.</summary>
internal enum KeywordType
{
    /// <summary>All words, in any order.</summary>
    Broad = 1,

    /// <summary>These words in this order, anywhere.</summary>
    Phrase = 2,

    /// <summary>That hashtag anywhere, or the same letters as the whole search.</summary>
    Hashtag = 3,

    /// <summary>The whole search.</summary>
    Exact = 4,

    /// <summary>A pattern over the campaign's word classes, met as words sound.</summary>
    Concept = 5,

    /// <summary>These words in this order, anywhere, each with an edit or two.</summary>
    Fuzzy = 6,
}
