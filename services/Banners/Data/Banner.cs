namespace Banners.Data;

/// <summary>What is shown above the results, in one language.</summary>
internal sealed class Banner
{
    private Banner()
    {
    }

    public Banner(Guid id, string locale, string dir, string title, string text, string action, IEnumerable<Helpline> helplines, string? kind = null)
    {
        (Id, Kind, Locale, Dir, Title, Text, Action) = (id, kind, locale, dir, title, text, action);
        Helplines = [.. helplines];
    }

    internal Banner Rewritten(Banner other)
    {
        (Kind, Locale, Dir, Title, Text, Action, Helplines) = (other.Kind, other.Locale, other.Dir, other.Title, other.Text, other.Action, other.Helplines);
        (Weight, Image, ImageAlt, Theme, Accent, AccentText) = (other.Weight, other.Image, other.ImageAlt, other.Theme, other.Accent, other.AccentText);
        return this;
    }

    /// <summary>How often it is shown among banners of its kind and language, and how it looks.</summary>
    internal Banner Dressed(int weight, string? image, string? imageAlt, string? theme, string? accent, string? accentText)
    {
        (Weight, Image, ImageAlt, Theme, Accent, AccentText) = (weight, image, imageAlt, theme, accent, accentText);
        return this;
    }

    public Guid Id { get; private set; }

    public Guid CampaignId { get; private set; }

    /// <summary>The need it answers, such as <c>self-harm</c>; null: every need that has no banner of its own.</summary>
    public string? Kind { get; private set; }

    /// <summary>BCP 47 language tag.</summary>
    public string Locale { get; private set; } = "";

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string Dir { get; private set; } = "ltr";

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>The link's words.</summary>
    public string Action { get; private set; } = "";

    public List<Helpline> Helplines { get; private set; } = [];

    /// <summary>Among banners of one kind and language, one of weight 2 is shown twice as often as one of weight 1.</summary>
    public int Weight { get; private set; } = 1;

    /// <summary>Hash of a <see cref="StoredImage"/>.</summary>
    public string? Image { get; private set; }

    /// <summary>What the picture says, for whom does not see it. Never without a picture, nor a picture without it.</summary>
    public string? ImageAlt { get; private set; }

    /// <summary><c>light</c>, <c>dark</c> or <c>auto</c>; null: as the embed looks by itself.</summary>
    public string? Theme { get; private set; }

    /// <summary>Colour of the link, <c>#rrggbb</c>.</summary>
    public string? Accent { get; private set; }

    /// <summary>Colour of the text on the accent.</summary>
    public string? AccentText { get; private set; }
}

/// <summary>A number to call or to write to, and what the button says.</summary>
internal sealed class Helpline
{
    public required string Number { get; init; }

    public required string Label { get; init; }

    /// <summary>ISO 3166-1 alpha-2, upper case; null: the campaign's.</summary>
    public string? Country { get; init; }

    /// <summary>Whether the number takes text messages instead of calls.</summary>
    public bool Sms { get; init; }
}
