using Banners.Data;
using Banners.Mistakes;
using Microsoft.EntityFrameworkCore;

namespace Banners.Helplines;

/// <summary>What attributes cannot say about a helpline, and how a change of the registry becomes live.</summary>
internal static class HelplineRules
{
    public const int MaxHelplines = 2_000;

    private const int MaxName = 80;
    private static readonly TimeSpan FarthestZone = TimeSpan.FromHours(14);

    /// <summary>Field and sentence of each mistake.</summary>
    public static Dictionary<string, string[]> Mistakes(string number, SetHelpline.Request request, DateTimeOffset now)
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (request.Names.Any(name => !Locales.IsTag(name.Key) || string.IsNullOrWhiteSpace(name.Value) || name.Value.Length > MaxName))
            mistakes["Names"] = [Sentences.HelplineName.With(MaxName)];
        if (request.Kind == "call" && request.SmsNumber is not null)
            mistakes["SmsNumber"] = [Sentences.SmsOfCall];
        if (request.Chat is not null && !(Uri.TryCreate(request.Chat, UriKind.Absolute, out var chat) && chat.Scheme == Uri.UriSchemeHttps && chat.UserInfo.Length == 0))
            mistakes["Chat"] = [Sentences.ChatAddress];
        if (Timetable.Zone(request.TimeZone) is null)
            mistakes["TimeZone"] = [Sentences.TimeZoneUnknown];
        if (request.Hours is { Count: 0 })
            mistakes["Hours"] = [Sentences.HoursEmpty];
        if (request.Languages?.Any(tag => !Locales.IsTag(tag)) is true)
            mistakes["Languages"] = [Sentences.LanguageTag];
        if (request.LastChecked > DateOnly.FromDateTime((now + FarthestZone).UtcDateTime))
            mistakes["LastChecked"] = [Sentences.CheckedInFuture];
        if (request.Fallback is { } fallback && (fallback.Contains(number, StringComparer.Ordinal) || fallback.Distinct(StringComparer.Ordinal).Count() < fallback.Count))
            mistakes["Fallback"] = [Sentences.FallbackOfItself];
        return mistakes;
    }
}
