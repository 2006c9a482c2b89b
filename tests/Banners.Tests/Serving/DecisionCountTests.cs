using Banners.Serving;
using Contracts.Banners;
using Microsoft.Extensions.DependencyInjection;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class DecisionCountTests(BannersApp app)
{
    private static readonly DateTimeOffset Minute = new(2026, 5, 1, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_minutes_decisions_are_announced_by_partner_campaign_and_access_and_no_search_with_them()
    {
        app.Services.GetRequiredService<DecisionCounter>().Take();
        await using var analytics = await Hearing.OnAsync(app.Messaging, "analytics.decisions");
        var keyed = app.WithKey(BannersApp.PartnerKey);

        await app.FindAsync("#119", keyed);
        await app.FindAsync("#119", keyed);
        await app.FindAsync("#119");
        await app.FindAsync("rien du tout", keyed);
        await app.FindAsync("rien du tout", partner: "twitter");
        var reporter = app.Services.GetRequiredService<DecisionReporter>();
        await reporter.ReportAsync(Minute, TestContext.Current.CancellationToken);
        await reporter.ReportAsync(Minute, TestContext.Current.CancellationToken);

        var heard = (await analytics.GetAsync(x => x.All<DecisionsCounted>().Where(y => y.OccurredAt == Minute), 1)).Single();
        heard.Counts.Select(x => $"{x.Partner} {(x.CampaignId == BannersApp.CampaignId ? "match" : x.CampaignId is null ? "none" : "other")} {(x.Verified ? "verified" : "public")} {x.Count}")
            .ShouldBe(["tiktok match verified 2", "tiktok match public 1", "tiktok none verified 1", "twitter none public 1"], ignoreOrder: true);
        heard.ReplicaId.ShouldBe(app.Services.GetRequiredService<CurrentSet>().ReplicaId);
        heard.ToString().ShouldNotContain("rien");
    }

    [Fact]
    public async Task What_was_counted_before_the_end_is_handed_over_at_the_end()
    {
        await using var analytics = await Hearing.OnAsync(app.Messaging, "analytics.decisions");
        Guid id;
        await using (var replica = app.Replica())
        {
            await app.FindAsync("#119", replica.Anonymous());
            id = replica.Services.GetRequiredService<CurrentSet>().ReplicaId;
        }

        // The end may leave the row to another dispatcher after it was sent: the same message, which the inbox knows.
        var heard = (await analytics.GetAsync(x => x.All<DecisionsCounted>().Where(y => y.ReplicaId == id), 1))[0];
        heard.Counts.Single().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Many_at_once_are_all_counted_once_while_somebody_takes()
    {
        var counter = new DecisionCounter();
        var campaign = Guid.CreateVersion7();
        var taken = 0L;

        var counting = Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            for (var n = 0; n < 20_000; n++)
                counter.Decided("tiktok", n % 2 == 0 ? campaign : null, i % 2 == 0);
        })));
        while (!counting.IsCompleted)
            taken += counter.Take().Sum(x => x.Count);
        await counting;

        (taken + counter.Take().Sum(x => x.Count)).ShouldBe(160_000);
        counter.Take().ShouldBeEmpty();
    }

    [Fact]
    public void A_known_partners_decision_costs_no_memory()
    {
        var counter = new DecisionCounter();
        var campaign = Guid.CreateVersion7();
        counter.Decided("tiktok", campaign, verified: true);
        counter.Decided("tiktok", campaign, verified: true);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 10_000; n++)
            counter.Decided("tiktok", campaign, verified: true);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
