using System.Globalization;
using System.Security.Claims;
using Banners.Authoring;
using Banners.Data;
using Banners.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;

namespace Banners.Versions;

/// <summary>Makes a published version the draft again: an edit like any other, to be approved like any other.</summary>
internal static class RestoreVersion
{
    public static void MapRestoreVersion(this IEndpointRouteBuilder authors) =>
        authors.MapPost("/v1/campaigns/{id:guid}/versions/{number:int}:restore", HandleAsync).WithName("RestoreVersion")
            .WithSummary("Makes a published version the draft again; nothing that is live changes.").WithTags("Authoring").ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, int number, ClaimsPrincipal user, BannersDbContext db, Editing editing, CancellationToken cancellationToken, long? revision = null)
    {
        var content = await db.CampaignVersions.Where(x => x.CampaignId == id && x.Number == number).Select(x => x.Content).SingleOrDefaultAsync(cancellationToken);
        if (content is null)
            return TypedResults.NotFound();
        var edit = await editing.RunAsync(id, user.Actor(), "restore", campaign =>
        {
            Restore(campaign, PublishedSet.Read(content));
            return null;
        }, cancellationToken, revision, string.Create(CultureInfo.InvariantCulture, $"version {number}"));
        return edit.Answer();
    }

    /// <summary>The way back of <see cref="Publication.LiveCopyOf"/>: whatever that puts in is taken out here.</summary>
    private static void Restore(Campaign campaign, LiveCampaign version)
    {
        campaign.SetMatching(
            version.Priority, version.Weight, version.Lookalikes, version.MaxPerDay, [.. version.WordClasses.Select(x => new WordClass { Name = x.Name, Words = [.. x.Words] })]);
        campaign.SetKeywords([.. version.Keywords.Select(x => new Keyword(x.Id, x.Text, x.MatchType, x.Kind, x.Negative))]);
        campaign.SetAudience(version.Partners, version.Regions);
        campaign.SetFlights([.. version.Flights.Select(x => new Flight { Start = x.Start, End = x.End, Days = [.. x.Days], From = x.From, To = x.To, TimeZone = x.TimeZone })]);
        campaign.SetBanners([.. version.Banners.Select(BannerOf)], version.EvenRotation);
    }

    private static Banner BannerOf(LiveBanner banner) => new Banner(
        banner.Id, banner.Locale, banner.Dir, banner.Title, banner.Text, banner.Action,
        banner.Helplines.Select(x => new Helpline { Number = x.Number, Label = x.Label, Country = x.Country, Sms = x.Sms }), banner.Kind)
        .Dressed(banner.Weight, banner.Image?.Hash, banner.Image?.Alt, banner.Theme?.Mode, banner.Theme?.Accent, banner.Theme?.AccentText);
}
