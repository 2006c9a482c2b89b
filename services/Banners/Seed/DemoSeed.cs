using System.Text.Json;
using Banners.Authoring;
using Banners.Data;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Database;

namespace Banners.Seed;

/// <summary>
/// The campaign of the press release, published once: what its authors do with it afterwards stays. Only with the setting
/// <c>Seed:Demo</c>.
/// </summary>
internal sealed partial class DemoSeed(IConfiguration configuration, TimeProvider clock, ILogger<DemoSeed> logger) : ISeed
{
    private sealed record SeedCampaign(Guid Id, string Name, string Country, string DefaultLocale, IReadOnlyList<SeedKeyword> Keywords, IReadOnlyList<SeedBanner> Banners);

    private sealed record SeedKeyword(Guid Id, string Text, string MatchType);

    private sealed record SeedBanner(Guid Id, string Locale, string Dir, string Title, string Text, string Action, IReadOnlyList<SeedHelpline> Helplines);

    private sealed record SeedHelpline(string Number, string Label);

    public async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!configuration.GetValue("Seed:Demo", false))
            return;
        var db = services.GetRequiredService<BannersDbContext>();
        var seed = await ReadAsync(cancellationToken);
        if (!await db.Campaigns.AnyAsync(campaign => campaign.Id == seed.Id, cancellationToken))
            await AddAsync(db, seed, cancellationToken);
        // Never published yet: also when an earlier start ended between the two steps.
        if (!await db.Campaigns.AnyAsync(campaign => campaign.Id == seed.Id && campaign.PublishedAt == null, cancellationToken))
            return;
        await services.GetRequiredService<Publication>().PublishAsync(seed.Id, cancellationToken);
        Log.Seeded(logger, seed.Id);
    }

    private async Task AddAsync(BannersDbContext db, SeedCampaign seed, CancellationToken cancellationToken)
    {
        var campaign = new Campaign(seed.Id, seed.Name, seed.Country, seed.DefaultLocale, [], clock.GetUtcNow());
        campaign.SetKeywords([.. seed.Keywords.Select(x => new Keyword(x.Id, x.Text, SetKeywords.TypeOf(x.MatchType)))]);
        campaign.SetBanners([.. seed.Banners.Select(x => new Banner(
            x.Id, x.Locale, x.Dir, x.Title, x.Text, x.Action, x.Helplines.Select(y => new Helpline { Number = y.Number, Label = y.Label })))]);
        db.Add(campaign);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another replica was first; anything else is thrown, and the next turn tries again.
            db.ChangeTracker.Clear();
            if (!await db.Campaigns.AnyAsync(x => x.Id == seed.Id, cancellationToken))
                throw;
        }

        db.ChangeTracker.Clear();
    }

    private static async Task<SeedCampaign> ReadAsync(CancellationToken cancellationToken)
    {
        await using var file = typeof(DemoSeed).Assembly.GetManifestResourceStream("Banners.Seed.campaign-119.json")!;
        return (await JsonSerializer.DeserializeAsync<SeedCampaign>(file, JsonSerializerOptions.Web, cancellationToken))!;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The demo campaign {CampaignId} was put live.")]
        public static partial void Seeded(ILogger logger, Guid campaignId);
    }
}
