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
