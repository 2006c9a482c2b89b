using System.Globalization;
using Dashboard.Language;
using Dashboard.Neighbours;

namespace Dashboard.Campaigns;

/// <summary>A number on a banner as it is being written.</summary>
public sealed class HelplineInWriting
{
    /// <summary>Keeps its fields its own while others come and go.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("N")[..8];

    public string Number { get; set; } = "";

    public string Label { get; set; } = "";

    public string Country { get; set; } = "";

    public bool Sms { get; set; }

    public string NumberId => $"helpline-{Key}-number";

    public string LabelId => $"helpline-{Key}-label";

    public string CountryId => $"helpline-{Key}-country";

    public DraftHelpline Helpline => new(Number.Trim(), Label.Trim(), string.IsNullOrWhiteSpace(Country) ? null : Country.Trim().ToUpperInvariant(), Sms);

    public static HelplineInWriting Of(DraftHelpline helpline) => new() { Number = helpline.Number, Label = helpline.Label, Country = helpline.Country ?? "", Sms = helpline.Sms };

    /// <summary>Of the numbers of a banner this is the one with that index.</summary>
    public static string NameOf(int index)
    {
        var sentence = Texts.BannerHelplineNumber;
        return string.Format(CultureInfo.CurrentCulture, sentence, index + 1);
    }

    public (string Id, string Label) PlaceOf(string field, int index) => field switch
    {
        "Label" => (LabelId, $"{NameOf(index)}, {Texts.BannerHelplineLabel}"),
        "Country" => (CountryId, $"{NameOf(index)}, {Texts.Country}"),
        _ => (NumberId, NameOf(index)),
    };
}
