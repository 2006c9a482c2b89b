using System.Globalization;
using Dashboard.Forms;
using Dashboard.Language;
using Dashboard.Neighbours;

namespace Dashboard.Campaigns;

/// <summary>A banner as it is being written.</summary>
public sealed class BannerInWriting
{
    public const string LocaleId = "banner-locale";
    public const string DirId = "banner-dir";
    public const string KindId = "banner-kind";
    public const string WeightId = "banner-weight";
    public const string TitleId = "banner-title";
    public const string TextId = "banner-text";
    public const string ActionId = "banner-action";
    public const string HelplinesId = "banner-helplines";
    public const string ImageId = "banner-image";
    public const string AltId = "banner-alt";
    public const string ModeId = "banner-mode";
    public const string AccentId = "banner-accent";
    public const string AccentTextId = "banner-accent-text";

    public Guid? Id { get; init; }

    public string Locale { get; set; } = "";

    public string Dir { get; set; } = "ltr";

    public string Kind { get; set; } = "";

    public string Weight { get; set; } = "1";

    public string Title { get; set; } = "";

    public string Text { get; set; } = "";

    public string Action { get; set; } = "";

    public List<HelplineInWriting> Helplines { get; } = [];

    /// <summary>Hash of the picture that is kept already.</summary>
    public string? Image { get; set; }

    public string ImageAlt { get; set; } = "";

    /// <summary><c>light</c>, <c>dark</c> or <c>auto</c>; empty: no theme of its own.</summary>
    public string Mode { get; set; } = "";

    public bool OwnColours { get; set; }

    public string Accent { get; set; } = "#1d4ed8";

    public string AccentText { get; set; } = "#ffffff";

    public static BannerInWriting Of(DraftBanner banner)
    {
        var writing = new BannerInWriting
        {
            Id = banner.Id,
            Locale = banner.Locale,
            Dir = banner.Dir,
            Kind = banner.Kind ?? "",
            Weight = banner.Weight.ToString(CultureInfo.InvariantCulture),
            Title = banner.Title,
            Text = banner.Text,
            Action = banner.Action,
            Image = banner.Image,
            ImageAlt = banner.ImageAlt ?? "",
            Mode = banner.Theme?.Mode ?? "",
            OwnColours = banner.Theme?.Accent is not null,
        };
        (writing.Accent, writing.AccentText) = (banner.Theme?.Accent ?? writing.Accent, banner.Theme?.AccentText ?? writing.AccentText);
        writing.Helplines.AddRange(banner.Helplines.Select(HelplineInWriting.Of));
        return writing;
    }

    public DraftBanner Banner => new(
        Id, Locale.Trim(), Dir, Title.Trim(), Text.Trim(), Action.Trim(), [.. Helplines.Select(helpline => helpline.Helpline)], Given(Kind),
        int.Parse(Weight, CultureInfo.InvariantCulture), Image, Image is null ? null : Given(ImageAlt),
        Mode.Length == 0 ? null : new DraftTheme(Mode, OwnColours ? Accent : null, OwnColours ? AccentText : null));

    /// <summary>What can be told before anything is sent.</summary>
    /// <param name="newImage">Whether a picture is about to be sent.</param>
    public IEnumerable<Mistake> Missing(bool newImage)
    {
        foreach (var (id, label, value) in new[] { (LocaleId, Texts.BannerLocale, Locale), (TitleId, Texts.BannerTitle, Title), (TextId, Texts.BannerText, Text), (ActionId, Texts.BannerAction, Action) })
        {
            if (string.IsNullOrWhiteSpace(value))
                yield return new Mistake(id, label, Texts.FieldMissing);
        }

        if (!int.TryParse(Weight, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            yield return new Mistake(WeightId, Texts.BannerWeight, Texts.FieldNumber);
        if (Helplines.Count == 0)
            yield return new Mistake(HelplinesId, Texts.BannerHelplines, Texts.BannerHelplinesMissing);
        if ((Image is not null || newImage) && string.IsNullOrWhiteSpace(ImageAlt))
            yield return new Mistake(AltId, Texts.BannerAlt, Texts.BannerAltMissing);
    }

    /// <summary>Element and name of a field as Banners calls it: <c>Title</c>, <c>Theme.Accent</c>, <c>Helplines[1].Number</c>.</summary>
    public (string Id, string Label)? PlaceOf(string field)
    {
        if (Mistakes.ItemOf(field) is var (list, index, part) && list is "Helplines" && index < Helplines.Count)
            return Helplines[index].PlaceOf(part, index);
        return field switch
        {
            "Locale" => (LocaleId, Texts.BannerLocale),
            "Dir" => (DirId, Texts.BannerDir),
            "Kind" => (KindId, Texts.KeywordKind),
            "Weight" => (WeightId, Texts.BannerWeight),
            "Title" => (TitleId, Texts.BannerTitle),
            "Text" => (TextId, Texts.BannerText),
            "Action" => (ActionId, Texts.BannerAction),
            "Helplines" => (HelplinesId, Texts.BannerHelplines),
            "Image" => (ImageId, Texts.BannerImage),
            "ImageAlt" => (AltId, Texts.BannerAlt),
            "Theme.Mode" => (ModeId, Texts.BannerMode),
            "Theme.Accent" => (AccentId, Texts.BannerAccent),
            "Theme.AccentText" => (AccentTextId, Texts.BannerAccentText),
            _ => null,
        };
    }

    private static string? Given(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
