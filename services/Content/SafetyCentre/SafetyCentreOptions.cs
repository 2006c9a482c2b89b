using System.ComponentModel.DataAnnotations;

namespace Content.SafetyCentre;

internal sealed class SafetyCentreOptions
{
    public const string Section = "SafetyCentre";

    /// <summary>Where the button "leave quickly" leads: a page that nobody asks about; a weather forecast unless set.</summary>
    [Required, Url]
    public string QuickExitUrl { get; init; } = "https://meteofrance.com/";
}
