namespace Content.Playback;

/// <summary>The words around a video.</summary>
public sealed record PlayerTexts(string By, string Captions, string SignLanguage, string Download, string NeedHelp, string Call, string More, string Share, string ShareNote);
