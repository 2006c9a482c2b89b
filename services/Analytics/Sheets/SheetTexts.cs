using System.Globalization;
using System.Resources;

namespace Analytics.Sheets;

/// <summary>What an import says to the person who sent it, from SheetTexts.resx (French) and SheetTexts.en.resx.</summary>
internal sealed class SheetTexts(CultureInfo culture)
{
    private static readonly ResourceManager Resources = new("Analytics.Sheets.SheetTexts", typeof(SheetTexts).Assembly);

    public string Title => Get(nameof(Title));

    public string Empty => Get(nameof(Empty));

    public string MissingColumn => Get(nameof(MissingColumn));

    public string NotAnArray => Get(nameof(NotAnArray));

    public string NotAnObject => Get(nameof(NotAnObject));

    public string NotJson => Get(nameof(NotJson));

    public string NotCsv => Get(nameof(NotCsv));

    public string BadDate => Get(nameof(BadDate));

    public string DateOutOfRange => Get(nameof(DateOutOfRange));

    public string BadHour => Get(nameof(BadHour));

    public string BadCount => Get(nameof(BadCount));

    public string BadUrgent => Get(nameof(BadUrgent));

    public string NoFlight => Get(nameof(NoFlight));

    public string BadMedium => Get(nameof(BadMedium));

    public string BadName => Get(nameof(BadName));

    public string BadFlightDate => Get(nameof(BadFlightDate));

    public string EndsBefore => Get(nameof(EndsBefore));

    public string BadPartner => Get(nameof(BadPartner));

    public string BadFlag => Get(nameof(BadFlag));

    public string BadNote => Get(nameof(BadNote));

    public string UnknownColumn(SheetForm form) => string.Format(culture, Get(nameof(UnknownColumn)), form.Names);

    public string FlightTwice(long firstLine) => string.Format(culture, Get(nameof(FlightTwice)), firstLine);

    public string Place(long line, int column, string name) => string.Format(culture, Get(nameof(Place)), line, column, name);

    public string Twice(long firstLine) => string.Format(culture, Get(nameof(Twice)), firstLine);

    private string Get(string key) => Resources.GetString(key, culture) ?? throw new MissingManifestResourceException(key);
}
