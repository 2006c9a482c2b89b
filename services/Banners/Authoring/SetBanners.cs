using System.Security.Claims;
using Banners.Data;
using Banners.Mistakes;
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
        [property: Required, OneOf("weighted", "even")] string Rotation = "weighted");

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
        [property: Required, LanguageTag] string Locale,
        [property: Required, OneOf("ltr", "rtl")] string Dir,
        [property: Required, StringLength(80, MinimumLength = 3)] string Title,
        [property: Required, StringLength(300, MinimumLength = 3)] string Text,
        [property: Required, StringLength(60, MinimumLength = 2)] string Action,
        [property: Required, MinLength(1), MaxLength(60)] IReadOnlyList<HelplineItem> Helplines,
        [property: Kind] string? Kind = null,
        [property: Range(1, 1000)] int Weight = 1,
        [property: ImageHash] string? Image = null,
        [property: StringLength(200, MinimumLength = 2)] string? ImageAlt = null,
        ThemeItem? Theme = null);

    /// <param name="Mode"><c>light</c>, <c>dark</c> or <c>auto</c>, as the reader's device has it.</param>
    /// <param name="Accent">Colour of the link, <c>#rrggbb</c> in small letters; not without <paramref name="AccentText"/>.</param>
    /// <param name="AccentText">Colour of the text on it; the contrast is at least 4.5.</param>
    public sealed record ThemeItem(
        [property: Required, OneOf("light", "dark", "auto")] string Mode,
        [property: Colour] string? Accent = null,
        [property: Colour] string? AccentText = null);

    /// <param name="Number">To call, or to write to.</param>
    /// <param name="Label">What the button says.</param>
    /// <param name="Country">ISO 3166-1 alpha-2, where the number answers; missing: the campaign's country.</param>
    /// <param name="Sms">Whether it takes text messages instead of calls.</param>
    public sealed record HelplineItem(
        [property: Required, PhoneNumber] string Number,
        [property: Required, StringLength(60, MinimumLength = 2)] string Label,
        [property: CountryCode] string? Country = null,
        bool Sms = false);

    public static void MapSetBanners(this IEndpointRouteBuilder admin) =>
        admin.MapPut("/v1/campaigns/{id:guid}/banners", HandleAsync).WithName("SetBanners").WithSummary("Replaces a campaign's banners; with ?revision= only as the author has read it.").WithTags("Authoring")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, ClaimsPrincipal user, Editing editing, BannersDbContext db, TimeProvider clock, CancellationToken cancellationToken, long? revision = null)
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
        var edit = await editing.RunAsync(id, user.Actor(), "banners", campaign => Set(campaign, request, clock), cancellationToken, revision);
        return edit.CheckedAnswer();
    }

    private static IEnumerable<(string Field, string Mistake)> MistakesOf(Item banner, List<string> kept)
    {
        if (banner.Image is not null && banner.ImageAlt is null)
            yield return (nameof(Item.ImageAlt), Sentences.PictureWithoutText);
        if (banner.ImageAlt is not null && banner.Image is null)
            yield return (nameof(Item.Image), Sentences.TextWithoutPicture);
        if (banner.Image is not null && !kept.Contains(banner.Image))
            yield return (nameof(Item.Image), Sentences.PictureUnknown);
        if (banner.Theme is { Accent: null } and not { AccentText: null } || banner.Theme is { AccentText: null } and not { Accent: null })
            yield return ("Theme.Accent", Sentences.AccentAlone);
        if (banner.Theme is { Accent: { } accent, AccentText: { } text } && Contrast.Between(accent, text) is var contrast && contrast < Contrast.Least)
            yield return ("Theme.Accent", Sentences.ContrastTooLow.With(text, accent, Math.Floor(contrast * 100) / 100, Contrast.Least));
    }

    private static ProblemHttpResult? Set(Campaign campaign, Request request, TimeProvider clock)
    {
        var known = campaign.Banners.Select(banner => banner.Id).ToHashSet();
        var given = request.Banners.Select(banner => banner.Id).OfType<Guid>().ToList();
        if (!given.TrueForAll(known.Contains) || given.Distinct().Count() < given.Count)
            return TypedResults.Problem(Sentences.BannerIdUnknown, statusCode: StatusCodes.Status409Conflict);

        campaign.SetBanners([.. request.Banners.Select(banner => new Banner(
            banner.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), banner.Locale, banner.Dir, banner.Title, banner.Text, banner.Action,
            banner.Helplines.Select(helpline => new Helpline { Number = helpline.Number, Label = helpline.Label, Country = helpline.Country, Sms = helpline.Sms }), banner.Kind)
            .Dressed(banner.Weight, banner.Image, banner.ImageAlt, banner.Theme?.Mode, banner.Theme?.Accent, banner.Theme?.AccentText))], request.Rotation == "even");
        return null;
    }
}
