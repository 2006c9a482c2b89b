namespace Content.Sharing;

/// <summary>Words of the discreet page; they must fit any video whatever.</summary>
public sealed record ShareTexts(string Title, string Preview, string Heading, string Hint, string More, string MoreText, string Call, string Link, string Gone, string GoneHint);
