using System.Text.Json;
using Banners.Auditing;
using Banners.Authoring;
using Banners.Data;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Database;

namespace Banners.Seed;

/// <summary>
/// The campaign of the press release, and the searches of distress for the partner <c>sandbox</c> alone, until professionals have
/// approved them. Published once: what their authors do with them afterwards stays. Only with the setting <c>Seed:Demo</c>.
/// </summary>
internal sealed partial class DemoSeed(IConfiguration configuration, TimeProvider clock, ILogger<DemoSeed> logger) : ISeed
{
    private static readonly string[] Campaigns = ["119", "distress-fr", "distress-en"];

    /// <param name="BannersOf">Name of the file with the banners, where several campaigns show the same.</param>
    /// <param name="Concepts">Name of the file with its word classes and patterns.</param>
    private sealed record SeedCampaign(
        Guid Id, string Name, string Country, string DefaultLocale, IReadOnlyList<SeedKeyword>? Keywords = null, IReadOnlyList<SeedBanner>? Banners = null,
        string? BannersOf = null, IReadOnlyList<string>? Partners = null, string? Concepts = null);

    private sealed record SeedKeyword(Guid Id, string Text, string MatchType);

    private sealed record SeedBanner(string Locale, string Dir, string Title, string Text, string Action, IReadOnlyList<SeedHelpline> Helplines, Guid? Id = null, string? Kind = null);

    private sealed record SeedHelpline(string Number, string Label, string? Country = null, bool Sms = false);

    public async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!configuration.GetValue("Seed:Demo", false))
            return;
        var db = services.GetRequiredService<BannersDbContext>();
        foreach (var name in Campaigns)
            await SeedAsync(services, db, await ReadAsync<SeedCampaign>($"campaign-{name}", cancellationToken), cancellationToken);
    }

    private async Task SeedAsync(IServiceProvider services, BannersDbContext db, SeedCampaign seed, CancellationToken cancellationToken)
    {
        if (!await db.Campaigns.AnyAsync(campaign => campaign.Id == seed.Id, cancellationToken))
            await AddAsync(services, db, seed, cancellationToken);
        // Never published yet: also when an earlier start ended between the two steps.
        if (!await db.Campaigns.AnyAsync(campaign => campaign.Id == seed.Id && campaign.PublishedAt == null, cancellationToken))
            return;
        await services.GetRequiredService<Publication>().PublishAsync(seed.Id, Campaign.SeedActor, "publish", (campaign, now) => campaign.Publish(Campaign.SeedActor, now), cancellationToken);
        Log.Seeded(logger, seed.Id);
    }

    private async Task AddAsync(IServiceProvider services, BannersDbContext db, SeedCampaign seed, CancellationToken cancellationToken)
    {
        var campaign = new Campaign(seed.Id, seed.Name, seed.Country, seed.DefaultLocale, seed.Partners ?? [], Campaign.SeedActor, clock.GetUtcNow());
        var concepts = seed.Concepts is null ? new ConceptFile([], []) : ConceptFile.Read(seed.Concepts);
        campaign.SetMatching(priority: 0, weight: 1, lookalikes: seed.Concepts is not null, maxPerDay: null, [.. concepts.Classes.Select(x => new WordClass { Name = x.Name, Words = [.. x.Words] })]);
        campaign.SetKeywords([
            .. (seed.Keywords ?? []).Select(x => new Keyword(x.Id, x.Text, SetKeywords.TypeOf(x.MatchType))),
            .. concepts.Patterns.DistinctBy(x => x.Pattern, StringComparer.Ordinal)
                .Select(x => new Keyword(Guid.CreateVersion7(clock.GetUtcNow()), x.Pattern, KeywordType.Concept, x.Kind, negative: x.Negative)),
        ]);
        var banners = seed.BannersOf is null ? seed.Banners ?? [] : await ReadAsync<IReadOnlyList<SeedBanner>>($"banners-{seed.BannersOf}", cancellationToken);
        campaign.SetBanners([.. banners.Select(x => new Banner(
            x.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), x.Locale, x.Dir, x.Title, x.Text, x.Action, x.Helplines.Select(y => new Helpline { Number = y.Number, Label = y.Label, Country = y.Country, Sms = y.Sms }), x.Kind))]);
        db.Add(campaign);
        services.GetRequiredService<AuditTrail>().Add(Campaign.SeedActor, "create", campaign, Snapshot.Nothing, Snapshot.Of(campaign));
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

    private static async Task<T> ReadAsync<T>(string name, CancellationToken cancellationToken)
    {
        await using var file = typeof(DemoSeed).Assembly.GetManifestResourceStream($"Banners.Seed.{name}.json")!;
        return (await JsonSerializer.DeserializeAsync<T>(file, JsonSerializerOptions.Web, cancellationToken))!;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The demo campaign {CampaignId} was put live.")]
        public static partial void Seeded(ILogger logger, Guid campaignId);
    }
}
