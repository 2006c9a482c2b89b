namespace Banners.Data;

/// <summary>How a keyword is found in a search. Higher is more specific, and wins.</summary>
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
}
