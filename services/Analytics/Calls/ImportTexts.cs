using System.Globalization;
using System.Resources;

namespace Analytics.Calls;

/// <summary>What an import says to the person who sent it, from ImportTexts.resx (French) and ImportTexts.en.resx.</summary>
internal sealed class ImportTexts(CultureInfo culture)
{
    private static readonly ResourceManager Resources = new("Analytics.Calls.ImportTexts", typeof(ImportTexts).Assembly);

    public string Title => Get(nameof(Title));

    public string Empty => Get(nameof(Empty));

    public string UnknownColumn => Get(nameof(UnknownColumn));

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

    public string Place(long line, int column, string name) => string.Format(culture, Get(nameof(Place)), line, column, name);

    public string Twice(long firstLine) => string.Format(culture, Get(nameof(Twice)), firstLine);

    private string Get(string key) => Resources.GetString(key, culture) ?? throw new MissingManifestResourceException(key);
}
