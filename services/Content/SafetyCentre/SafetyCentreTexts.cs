namespace Content.SafetyCentre;

/// <summary>The words of the 119 page in one language.</summary>
public sealed record SafetyCentreTexts(
    string Title,
    string Description,
    string BrandName,
    string OtherLanguage,
    string OtherLanguageName,
    SafetyCentreTexts.HeroTexts Hero,
    SafetyCentreTexts.DangerTexts Danger,
    IReadOnlyList<SafetyCentreTexts.Section> Sections,
    SafetyCentreTexts.LinesTexts Lines,
    SafetyCentreTexts.VideoTexts Videos,
    string CheckedOn)
{
    public sealed record HeroTexts(string Heading, string Answer, string Lead, string Call, IReadOnlyList<string> Promises);

    public sealed record DangerTexts(string Heading, string Text);

    public sealed record Section(string Id, string Heading, IReadOnlyList<string> Paragraphs, IReadOnlyList<string> Items, bool Ordered, string? Note, Link? Link);

    public sealed record Link(string Url, string Text);

    public sealed record LinesTexts(string Heading, string Text);

    public sealed record VideoTexts(string Heading, string Text, string SignLanguage, string Captions, string By);
}

/// <summary>A helpline as published.</summary>
/// <param name="Number">As people write it, such as <c>116 000</c>.</param>
/// <param name="Dial">Digits only.</param>
/// <param name="Sms">Reached by text message.</param>
/// <param name="Danger">Shown under immediate danger.</param>
/// <param name="Fr">French words.</param>
/// <param name="En">English words.</param>
/// <param name="CheckedOn">When <paramref name="Source"/> last confirmed the hours; a line without a date shows no hours.</param>
/// <param name="Source">Who publishes them.</param>
public sealed record Helpline(string Number, string Dial, bool Sms, bool Danger, Helpline.Words Fr, Helpline.Words En, DateOnly? CheckedOn, string? Source)
{
    public sealed record Words(string Name, string For, string? Hours);

    public string Href => (Sms ? "sms:" : "tel:") + Dial;

    public Words In(string language) => language == "en" ? En : Fr;
}
