using System.Globalization;
using System.Net.Http.Json;
using Dashboard.SignIn;

namespace Dashboard.Neighbours;

internal sealed record HelplineList(IReadOnlyList<RegisteredHelpline> Helplines);

/// <summary>What the registry of Banners knows about a number.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Names">BCP 47 tag → what it is called.</param>
/// <param name="Kind"><c>call</c>, <c>sms</c> or <c>both</c>.</param>
/// <param name="Hours">By the clock of <paramref name="TimeZone"/>; null: day and night.</param>
/// <param name="LastChecked">When an editor last compared this with what the helpline says about itself; null: never.</param>
/// <param name="Fallback">Numbers of this country that stand in while it is closed, the best first.</param>
/// <param name="Revision">What was read; a change names it.</param>
public sealed record RegisteredHelpline(
    string Country, string Number, IReadOnlyDictionary<string, string> Names, string Kind, string? SmsNumber, string? Chat, string TimeZone,
    IReadOnlyList<HelplineHours>? Hours, IReadOnlyList<string> Languages, DateOnly? LastChecked, string? Note, IReadOnlyList<string> Fallback, bool Open, DateTimeOffset? OpensAt, long Revision = 0);

/// <param name="Days"><c>mon</c> to <c>sun</c>; empty means every day.</param>
/// <param name="Opens"><c>HH:mm</c>.</param>
public sealed record HelplineHours(IReadOnlyList<string> Days, string Opens, string Closes);

/// <summary>The registry of helplines at Banners; what is changed there is live within two seconds.</summary>
internal sealed class HelplinesClient(HttpClient http, ActingPerson person)
{
    public Task<Answer<HelplineList>> AllAsync(CancellationToken cancellationToken) => http.AskAsync<HelplineList>("/v1/helplines", cancellationToken);

    public Task<Answer<RegisteredHelpline>> OneAsync(string country, string number, CancellationToken cancellationToken) =>
        http.AskAsync<RegisteredHelpline>(PathOf(country, number), cancellationToken);

    /// <param name="revision">The one that was read; 0: there was none.</param>
    public async Task<Answer<RegisteredHelpline>> SetAsync(string country, string number, long revision, object entry, CancellationToken cancellationToken) =>
        await http.AskAsync<RegisteredHelpline>(
            new HttpRequestMessage(HttpMethod.Put, ChangePath(country, number, revision)) { Content = JsonContent.Create(entry) }, cancellationToken, await person.TokenAsync("banners"));

    public async Task<Answer<bool>> RemoveAsync(string country, string number, long revision, CancellationToken cancellationToken) =>
        await http.CommandAsync(new HttpRequestMessage(HttpMethod.Delete, ChangePath(country, number, revision)), cancellationToken, await person.TokenAsync("banners"));

    private static string ChangePath(string country, string number, long revision) => string.Create(CultureInfo.InvariantCulture, $"{PathOf(country, number)}?revision={revision}");

    private static string PathOf(string country, string number) => $"/v1/helplines/{Uri.EscapeDataString(country)}/{Uri.EscapeDataString(number)}";
}
