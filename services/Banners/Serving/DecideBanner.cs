using System.ComponentModel.DataAnnotations;

namespace Banners.Serving;

/// <summary>A search comes in, a banner or nothing goes out. The text is looked at and forgotten: not stored, not logged, in no address.</summary>
internal static class DecideBanner
{
    internal const string LocalePattern = "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}$";

    /// <param name="Query">What somebody typed. Cut after 256 characters.</param>
    /// <param name="Partner">Id of the platform, such as <c>tiktok</c>.</param>
    /// <param name="Locale">BCP 47 tag of the searcher's language.</param>
    /// <param name="Country">ISO 3166-1 alpha-2, as the platform knows it.</param>
    /// <param name="Region">ISO 3166-2 subdivision or shorter.</param>
    /// <param name="Device">Kind of device: phone, tablet, desktop, …</param>
    /// <param name="ShownToday">How many banners of ours the platform has shown to this person today; a campaign may ask not to be shown after so many.</param>
    /// <param name="Explain">Whether the answer says why; only with an admin's key.</param>
    public sealed record Request(
        [property: Required(AllowEmptyStrings = true)] string Query,
        [property: Required, StringLength(40)] string Partner,
        [property: RegularExpression(LocalePattern)] string? Locale = null,
        [property: RegularExpression("^[A-Za-z]{2}$")] string? Country = null,
        [property: RegularExpression("^[A-Za-z0-9-]{1,10}$")] string? Region = null,
        [property: RegularExpression("^[A-Za-z-]{1,16}$")] string? Device = null,
        [property: Range(0, 100_000)] int ShownToday = 0,
        bool Explain = false);

    /// <param name="PixelUrl">The impression as a picture, for places without JavaScript.</param>
    internal sealed record Answer(
        Guid DecisionId, Guid CampaignId, string Campaign, ShownBanner Banner, string ImpressionUrl, string ViewableUrl, string ClickUrl, string TapUrl, string PixelUrl,
        Reason? Reason = null);

    /// <param name="KeywordId">The keyword that decided.</param>
    /// <param name="Keyword">As its author wrote it.</param>
    /// <param name="MatchType">How it was found.</param>
    /// <param name="Kind">The need it speaks of.</param>
    /// <param name="Priority">The campaign's.</param>
    /// <param name="Weight">The campaign's.</param>
    /// <param name="PassedOver">Campaigns that match too and may not answer.</param>
    internal sealed record Reason(Guid KeywordId, string Keyword, string MatchType, string? Kind, int Priority, int Weight, IReadOnlyList<PassedCampaign> PassedOver);

    /// <param name="Why"><c>partner</c>, <c>maxPerDay</c>, <c>region</c> or <c>flight</c>.</param>
    internal sealed record PassedCampaign(Guid CampaignId, string Campaign, string Why);

    /// <param name="Image">Null: it has none.</param>
    /// <param name="Theme">Null: as the platform or the embed likes it.</param>
    internal sealed record ShownBanner(
        Guid Id, string Locale, string Dir, string Title, string Text, string Action, IReadOnlyList<ShownHelpline> Helplines, ShownImage? Image = null, ShownTheme? Theme = null);

    /// <param name="Url">Its content never changes.</param>
    /// <param name="Alt">What it says, for whom does not see it.</param>
    internal sealed record ShownImage(string Url, string Alt);

    /// <param name="Mode"><c>light</c>, <c>dark</c> or <c>auto</c>.</param>
    /// <param name="Accent">Colour of the link, <c>#rrggbb</c>; null: as the platform or the embed likes it.</param>
    /// <param name="AccentText">Colour of the text on it; the contrast is at least 4.5.</param>
    internal sealed record ShownTheme(string Mode, string? Accent, string? AccentText);

    /// <param name="Number">To call, or to write to.</param>
    /// <param name="Label">What the button says.</param>
    /// <param name="Href"><c>tel:</c> or <c>sms:</c>.</param>
    /// <param name="Open">Whether somebody answers now; true where the hours are not known.</param>
    /// <param name="OpensAt">When it opens next, of one that is closed and has nobody to stand in for it.</param>
    /// <param name="Chat">https address of its chat.</param>
    /// <param name="Sms">Number for text messages; null when it takes none, or when that is not known.</param>
    internal sealed record ShownHelpline(string Number, string Label, string Href, bool Open, DateTimeOffset? OpensAt = null, string? Chat = null, string? Sms = null);

    public static void MapDecideBanner(this IEndpointRouteBuilder decisions)
    {
        var body = decisions.ServiceProvider.GetRequiredService<DecisionBody>();
        var decider = decisions.ServiceProvider.GetRequiredService<Decider>();
        // Takes nothing from the request's own scope and writes the answer itself, so that neither a scope nor a logger is made for a search.
        decisions.MapPost("/v1/decisions", (HttpContext http, CancellationToken cancellationToken) => HandleAsync(http, body, decider, cancellationToken))
            .WithName("DecideBanner").WithSummary("The banner for a search, or 204.").WithTags("Serving")
            .Accepts<Request>("application/json").Produces<Answer>().Produces(StatusCodes.Status204NoContent).DisableValidation();
    }

    private static async Task HandleAsync(HttpContext http, DecisionBody body, Decider decider, CancellationToken cancellationToken)
    {
        var request = await body.ReadAsync(http.Request, cancellationToken);
        if (DecisionBody.MistakesIn(request) is { } mistakes)
            await TypedResults.ValidationProblem(mistakes).ExecuteAsync(http);
        else if (decider.Refusal(http, request.Partner, searches: 1, out var verified) is { } refusal)
            await refusal.ExecuteAsync(http);
        else if (decider.Decide(decider.Set, request, http.User, verified) is { } answer)
            await body.WriteAsync(http.Response, answer, cancellationToken);
        else
            http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
