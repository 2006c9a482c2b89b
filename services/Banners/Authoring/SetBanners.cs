using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Claims;
using Banners.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;

namespace Banners.Authoring;

/// <summary>Replaces a campaign's banners. What is live changes only by publishing.</summary>
internal static class SetBanners
{
    /// <param name="Banners">Of one kind and language one is shown, by chance.</param>
    /// <param name="Rotation"><c>weighted</c> or <c>even</c>: whether the chance goes by the banners' weights.</param>
    public sealed record Request(
        [property: Required, MinLength(1), MaxLength(200)] IReadOnlyList<Item> Banners,
        [property: Required, RegularExpression("^(weighted|even)$")] string Rotation = "weighted");

    /// <param name="Id">Of a banner that stays the same one, for its figures; a new id when missing.</param>
    /// <param name="Locale">BCP 47 tag.</param>
    /// <param name="Kind">The need it answers, as the keywords name it; missing: every need that has no banner of its own.</param>
    /// <param name="Dir"><c>ltr</c> or <c>rtl</c>.</param>
    /// <param name="Weight">One of weight 2 is shown twice as often as one of weight 1.</param>
    /// <param name="Image">Hash of a picture that <c>POST /v1/images</c> has kept; not without <paramref name="ImageAlt"/>.</param>
    /// <param name="ImageAlt">What the picture says, for whom does not see it.</param>
    /// <param name="Theme">Missing: as the platform or the embed likes it.</param>
    public sealed record Item(
        Guid? Id,
        [property: Required, RegularExpression("^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$")] string Locale,
        [property: Required, RegularExpression("^(ltr|rtl)$")] string Dir,
        [property: Required, StringLength(80, MinimumLength = 3)] string Title,
        [property: Required, StringLength(300, MinimumLength = 3)] string Text,
        [property: Required, StringLength(60, MinimumLength = 2)] string Action,
        [property: Required, MinLength(1), MaxLength(60)] IReadOnlyList<HelplineItem> Helplines,
        [property: RegularExpression(SetKeywords.KindPattern)] string? Kind = null,
        [property: Range(1, 1000)] int Weight = 1,
        [property: RegularExpression("^[0-9a-f]{64}$")] string? Image = null,
        [property: StringLength(200, MinimumLength = 2)] string? ImageAlt = null,
        ThemeItem? Theme = null);

    /// <param name="Mode"><c>light</c>, <c>dark</c> or <c>auto</c>, as the reader's device has it.</param>
    /// <param name="Accent">Colour of the link, <c>#rrggbb</c> in small letters; not without <paramref name="AccentText"/>.</param>
    /// <param name="AccentText">Colour of the text on it; the contrast is at least 4.5.</param>
    public sealed record ThemeItem(
        [property: Required, RegularExpression("^(light|dark|auto)$")] string Mode,
        [property: RegularExpression(Contrast.ColourPattern)] string? Accent = null,
        [property: RegularExpression(Contrast.ColourPattern)] string? AccentText = null);

    /// <param name="Number">To call, or to write to.</param>
    /// <param name="Label">What the button says.</param>
    /// <param name="Country">ISO 3166-1 alpha-2, where the number answers; missing: the campaign's country.</param>
    /// <param name="Sms">Whether it takes text messages instead of calls.</param>
    public sealed record HelplineItem(
        [property: Required, RegularExpression(@"^\+?[0-9]{2,15}$")] string Number,
        [property: Required, StringLength(60, MinimumLength = 2)] string Label,
        [property: RegularExpression("^[A-Z]{2}$")] string? Country = null,
        bool Sms = false);

    public static void MapSetBanners(this IEndpointRouteBuilder admin) =>
        admin.MapPut("/v1/campaigns/{id:guid}/banners", HandleAsync).WithName("SetBanners").WithSummary("Replaces a campaign's banners.").WithTags("Authoring")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, ClaimsPrincipal user, Editing editing, BannersDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var hashes = request.Banners.Select(banner => banner.Image).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var kept = hashes.Count == 0 ? [] : await db.Images.Where(image => hashes.Contains(image.Hash)).Select(image => image.Hash).ToListAsync(cancellationToken);
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (index, banner) in request.Banners.Index())
        {
            foreach (var (field, mistake) in MistakesOf(banner, kept))
                mistakes[$"Banners[{index}].{field}"] = [mistake];
        }

        if (mistakes.Count > 0)
            return TypedResults.ValidationProblem(mistakes);
        var edit = await editing.RunAsync(id, user.Actor(), "banners", campaign => Set(campaign, request, clock), cancellationToken);
        return edit.Refusal is { } refusal ? refusal : edit.Campaign is { } edited ? TypedResults.Ok(CampaignAnswer.Of(edited)) : TypedResults.NotFound();
    }

    private static IEnumerable<(string Field, string Mistake)> MistakesOf(Item banner, List<string> kept)
    {
        if (banner.Image is not null && banner.ImageAlt is null)
            yield return (nameof(Item.ImageAlt), "A picture has a text that says what it says, for whom does not see it.");
        if (banner.ImageAlt is not null && banner.Image is null)
            yield return (nameof(Item.Image), "There is a text for a picture, and no picture.");
        if (banner.Image is not null && !kept.Contains(banner.Image))
            yield return (nameof(Item.Image), "No picture has this hash; send it to POST /v1/images first.");
        if (banner.Theme is { Accent: null } and not { AccentText: null } || banner.Theme is { AccentText: null } and not { Accent: null })
            yield return ("Theme.Accent", "An accent has two colours, its own (accent) and that of the text on it (accentText).");
        if (banner.Theme is { Accent: { } accent, AccentText: { } text } && Contrast.Between(accent, text) is var contrast && contrast < Contrast.Least)
            yield return ("Theme.Accent", string.Create(CultureInfo.InvariantCulture, $"{text} on {accent} has a contrast of {Math.Floor(contrast * 100) / 100:0.00}; text that everybody can read has at least {Contrast.Least:0.0} (WCAG 1.4.3)."));
    }

    private static ProblemHttpResult? Set(Campaign campaign, Request request, TimeProvider clock)
    {
        var known = campaign.Banners.Select(banner => banner.Id).ToHashSet();
        var given = request.Banners.Select(banner => banner.Id).OfType<Guid>().ToList();
        if (!given.TrueForAll(known.Contains) || given.Distinct().Count() < given.Count)
            return TypedResults.Problem("An id given for a banner is not one of this campaign's, or stands twice.", statusCode: StatusCodes.Status409Conflict);

        campaign.SetBanners([.. request.Banners.Select(banner => new Banner(
            banner.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), banner.Locale, banner.Dir, banner.Title, banner.Text, banner.Action,
            banner.Helplines.Select(helpline => new Helpline { Number = helpline.Number, Label = helpline.Label, Country = helpline.Country, Sms = helpline.Sms }), banner.Kind)
            .Dressed(banner.Weight, banner.Image, banner.ImageAlt, banner.Theme?.Mode, banner.Theme?.Accent, banner.Theme?.AccentText))], request.Rotation == "even");
        return null;
    }
}
