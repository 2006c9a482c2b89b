using Banners.Data;
using Microsoft.EntityFrameworkCore;

namespace Banners.Helplines;

/// <summary>What attributes cannot say about a helpline, and how a change of the registry becomes live.</summary>
internal static class HelplineRules
{
    public const string CountryPattern = "^[A-Z]{2}$";
    public const string NumberPattern = @"^\+?[0-9]{2,15}$";
    public const int MaxHelplines = 2_000;

    private const int MaxName = 80;
    private static readonly TimeSpan FarthestZone = TimeSpan.FromHours(14);

    /// <summary>Field and sentence of each mistake.</summary>
    public static Dictionary<string, string[]> Mistakes(string number, SetHelpline.Request request, DateTimeOffset now)
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (request.Names.Any(name => !Locales.IsTag(name.Key) || string.IsNullOrWhiteSpace(name.Value) || name.Value.Length > MaxName))
            mistakes["Names"] = [$"A name has 1 to {MaxName} characters and stands under a language tag such as fr."];
        if (request.Kind == "call" && request.SmsNumber is not null)
            mistakes["SmsNumber"] = ["A helpline of kind call takes no text messages; its kind is both, or sms."];
        if (request.Chat is not null && !(Uri.TryCreate(request.Chat, UriKind.Absolute, out var chat) && chat.Scheme == Uri.UriSchemeHttps && chat.UserInfo.Length == 0))
            mistakes["Chat"] = ["The chat is an https address."];
        if (Timetable.Zone(request.TimeZone) is null)
            mistakes["TimeZone"] = ["The time zone is an IANA name such as Europe/Paris."];
        if (request.Hours is { Count: 0 })
            mistakes["Hours"] = ["A helpline with no hours is never open; leave hours out when it is open day and night."];
        if (request.Languages?.Any(tag => !Locales.IsTag(tag)) is true)
            mistakes["Languages"] = ["A language is a tag such as fr."];
        if (request.LastChecked > DateOnly.FromDateTime((now + FarthestZone).UtcDateTime))
            mistakes["LastChecked"] = ["Nobody has checked it on a day that is still to come."];
        if (request.Fallback is { } fallback && (fallback.Contains(number, StringComparer.Ordinal) || fallback.Distinct(StringComparer.Ordinal).Count() < fallback.Count))
            mistakes["Fallback"] = ["A helpline does not stand in for itself, and each number stands once."];
        return mistakes;
    }

    /// <summary>
    /// Every replica reads the registry again, within two seconds. Called first in a transaction: changes of what is live queue up behind
    /// the row that this takes.
    /// </summary>
    public static Task NextRevisionAsync(BannersDbContext db, CancellationToken cancellationToken) =>
        db.PublishedRevisions.ExecuteUpdateAsync(row => row.SetProperty(x => x.Revision, x => x.Revision + 1), cancellationToken);
}
