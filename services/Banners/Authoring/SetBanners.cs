using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Banners.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Authoring;

/// <summary>Replaces a campaign's banners. What is live changes only by publishing.</summary>
internal static class SetBanners
{
    public sealed record Request([property: Required, MinLength(1), MaxLength(200)] IReadOnlyList<Item> Banners);

    /// <param name="Id">Of a banner that stays the same one, for its figures; a new id when missing.</param>
    /// <param name="Locale">BCP 47 tag.</param>
    /// <param name="Kind">The need it answers, as the keywords name it; missing: every need that has no banner of its own.</param>
    /// <param name="Dir"><c>ltr</c> or <c>rtl</c>.</param>
    public sealed record Item(
        Guid? Id,
        [property: Required, RegularExpression("^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$")] string Locale,
        [property: Required, RegularExpression("^(ltr|rtl)$")] string Dir,
        [property: Required, StringLength(80, MinimumLength = 3)] string Title,
        [property: Required, StringLength(300, MinimumLength = 3)] string Text,
        [property: Required, StringLength(60, MinimumLength = 2)] string Action,
        [property: Required, MinLength(1), MaxLength(60)] IReadOnlyList<HelplineItem> Helplines,
        [property: RegularExpression(SetKeywords.KindPattern)] string? Kind = null);

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

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, ClaimsPrincipal user, Editing editing, TimeProvider clock, CancellationToken cancellationToken)
    {
        var edit = await editing.RunAsync(id, user.Actor(), "banners", campaign => Set(campaign, request, clock), cancellationToken);
        return edit.Answer();
    }

    private static ProblemHttpResult? Set(Campaign campaign, Request request, TimeProvider clock)
    {
        var known = campaign.Banners.Select(banner => banner.Id).ToHashSet();
        var given = request.Banners.Select(banner => banner.Id).OfType<Guid>().ToList();
        if (!given.TrueForAll(known.Contains) || given.Distinct().Count() < given.Count)
            return TypedResults.Problem("An id given for a banner is not one of this campaign's, or stands twice.", statusCode: StatusCodes.Status409Conflict);

        campaign.SetBanners([.. request.Banners.Select(banner => new Banner(
            banner.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), banner.Locale, banner.Dir, banner.Title, banner.Text, banner.Action,
            banner.Helplines.Select(helpline => new Helpline { Number = helpline.Number, Label = helpline.Label, Country = helpline.Country, Sms = helpline.Sms }), banner.Kind))]);
        return null;
    }
}
