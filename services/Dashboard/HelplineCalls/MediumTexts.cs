using Dashboard.Language;

namespace Dashboard.HelplineCalls;

internal static class MediumTexts
{
    public static string Name(string medium) => medium.ToUpperInvariant() switch
    {
        "TV" => Texts.MediumTv,
        "RADIO" => Texts.MediumRadio,
        "WEB" => Texts.MediumWeb,
        "SOCIAL" => Texts.MediumSocial,
        "TREND" => Texts.MediumTrend,
        _ => medium,
    };
}
