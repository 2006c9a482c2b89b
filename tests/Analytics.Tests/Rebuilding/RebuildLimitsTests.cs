using System.Net;
using Analytics.Retention;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Analytics.Tests.Rebuilding;

/// <summary>A service of its own: rollups stay wrong and raw events go.</summary>
public sealed class RebuildLimitsTests(QuietApp app) : IClassFixture<QuietApp>
{
    [Fact]
    public async Task A_rebuild_that_was_interrupted_goes_on_after_the_last_day_that_was_done()
    {
        var partner = Some.Partner();
        await app.RecordAsync(Some.Event(partner: partner, decidedAt: Some.Now.AddDays(-31)), Some.Event(partner: partner, decidedAt: Some.Now.AddDays(-30)));
        await app.ExecuteAsync($"update rollup_days set count = 99 where partner = '{partner}'");
        var id = Guid.CreateVersion7();
        await app.ExecuteAsync($"""
            insert into jobs (id, kind, first_day, last_day, partner, created_at, started_at, days, done_days, done_through, changed)
            values ('{id}', 'rebuild', '{Some.Now.AddDays(-31):yyyy-MM-dd}', '{Some.Now.AddDays(-30):yyyy-MM-dd}', '', now(), now(), 2, 1, '{Some.Now.AddDays(-31):yyyy-MM-dd}', 5)
            """);

        var done = await app.EndOfAsync(new Uri($"/v1/jobs/{id}", UriKind.Relative));

        $"{done["state"]} {done["doneDays"]} of {done["days"]}, {done["changed"]}".ShouldBe("done 2 of 2, 6");
        (await app.CountAsync($"select sum(count) from rollup_days where partner = '{partner}'")).ShouldBe(100);
    }

    [Fact]
    public async Task Days_whose_raw_events_are_gone_are_refused_also_in_the_middle()
    {
        await app.RecordAsync(Some.Event(decidedAt: Some.Now.AddDays(-85)));
        await ActivatorUtilities.CreateInstance<RetentionTurn>(app.Services, new FakeTimeProvider(Some.Now.AddDays(10))).RunAsync(TestContext.Current.CancellationToken);

        var (status, body) = await app.TryPostAsync("/v1/rollups:rebuild", RebuildTests.Days(-83, 0));
        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body.ShouldContain("retention has deleted them");
        (await app.EndOfAsync(await app.StartJobAsync("/v1/rollups:rebuild", RebuildTests.Days(-82, -81))))["state"]!.GetValue<string>().ShouldBe("done");

        // Asked for before retention came.
        var id = Guid.CreateVersion7();
        await app.ExecuteAsync($"insert into jobs (id, kind, first_day, last_day, partner, created_at, done_days, changed) values ('{id}', 'rebuild', '{Some.Now.AddDays(-84):yyyy-MM-dd}', '{Some.Now.AddDays(-81):yyyy-MM-dd}', '', now(), 0, 0)");
        var failed = await app.EndOfAsync(new Uri($"/v1/jobs/{id}", UriKind.Relative));
        failed["state"]!.GetValue<string>().ShouldBe("failed");
        failed["failure"]!.GetValue<string>().ShouldContain("retention has deleted them");
    }
}
