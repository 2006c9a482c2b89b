using System.Diagnostics.Metrics;
using Browsing;
using Dashboard.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Playwright;
using Testing;

namespace Dashboard.Tests;

public sealed class WatchingTests(DashboardApp app, Chromium chromium) : IClassFixture<DashboardApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Service_that_goes_down_raises_a_red_bar_on_every_page_and_its_restart_is_kept()
    {
        using var raised = new MetricCollector<long>(app.Services.GetRequiredService<IMeterFactory>(), "campaign.dashboard", "campaign.dashboard.incidents");
        await SeenWellAsync("partners");
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", "/calls");
        await page.InteractiveAsync();

        await app.Partners.StopAsync();
        await Assertions.Expect(page.Locator(".alarm-red")).ToContainTextAsync("Partenaires (Partners)");
        await page.KeepAsync("alarm", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
        app.Incidents.Open.ShouldContain(incident => incident.Subject == "partners" && incident.Kind == IncidentKind.Down);
        await page.ClickAsync("nav a[href='/partners']");
        await Assertions.Expect(page.Locator("main .notice-warning")).ToContainTextAsync("ne répond pas");
        await page.KeepAsync("partners-down", fullPage: true);

        await app.Partners.RestartAsync();
        await Eventually.IsTrueAsync(() => !app.Incidents.Open.Any(incident => incident.Subject == "partners"), Cancelled);
        await Eventually.IsTrueAsync(async () => await CountAsync("partners", "Restarted") == 1, Cancelled);
        await Eventually.IsTrueAsync(async () => await app.ScalarAsync<long>("select count(*) from incidents where subject = 'partners' and kind = 'Down' and ended_at is not null") == 1, Cancelled);
        raised.GetMeasurementSnapshot().ShouldContain(measured => Equals(measured.Tags["subject"], "partners") && Equals(measured.Tags["kind"], "Restarted"));
        await page.GotoAsync("/system");
        await page.InteractiveAsync();
        await Assertions.Expect(page.Locator("[data-incident='partners:Restarted']")).ToBeVisibleAsync();
        await page.KeepAsync("system-incidents", fullPage: true);
    }

    [Fact]
    public async Task Degraded_service_is_named_with_its_reasons_until_it_is_well()
    {
        await SeenWellAsync("banners");
        app.Banners.Health = """{"status":"degraded","checks":{"database":{"status":"degraded","description":"The database does not answer."}}}""";
        var incident = await Eventually.GetAsync(() => Task.FromResult(Find("banners", IncidentKind.Degraded)), found => found is not null, Cancelled);
        incident!.Detail.ShouldBe("database: The database does not answer.");
        app.Banners.Health = """{"status":"healthy","checks":{}}""";
        await Eventually.IsTrueAsync(() => Find("banners", IncidentKind.Degraded) is null, Cancelled);
    }

    [Fact]
    public async Task What_waits_too_long_to_be_sent_is_an_alarm_of_its_own_on_every_page()
    {
        await SeenWellAsync("banners");
        app.Banners.Health = """{"status":"degraded","checks":{"database":{"status":"healthy"},"outbox":{"status":"degraded","description":"1204 messages wait for RabbitMQ, the oldest for 45 s."}}}""";
        var incident = await Eventually.GetAsync(() => Task.FromResult(Find("banners", IncidentKind.Backlog)), found => found is not null, Cancelled);
        incident!.Detail.ShouldBe("outbox: 1204 messages wait for RabbitMQ, the oldest for 45 s.");
        Find("banners", IncidentKind.Degraded).ShouldBeNull();
        await using var visit = await chromium.OpenAsync(app.Address);
        await visit.Page.SignInAsync("auteur", "/calls");
        await Assertions.Expect(visit.Page.Locator(".alarms")).ToContainTextAsync("a des messages en attente d’envoi");

        app.Banners.Health = """{"status":"degraded","checks":{"database":{"status":"degraded","description":"The database does not answer."},"batcher":{"status":"degraded","description":"9 events wait."}}}""";
        await Eventually.IsTrueAsync(() => Find("banners", IncidentKind.Degraded)?.Detail == "database: The database does not answer." && Find("banners", IncidentKind.Backlog)?.Detail == "batcher: 9 events wait.", Cancelled);
        app.Banners.Health = """{"status":"healthy","checks":{}}""";
        await Eventually.IsTrueAsync(() => Find("banners", IncidentKind.Degraded) is null && Find("banners", IncidentKind.Backlog) is null, Cancelled);
    }

    [Fact]
    public async Task Unhealthy_service_is_not_down()
    {
        await SeenWellAsync("content");
        app.Content.Health = """{"status":"unhealthy","checks":{"disk":{"status":"unhealthy","description":"The disk is full."}}}""";
        await Eventually.IsTrueAsync(() => Find("content", IncidentKind.Unhealthy) is not null, Cancelled);
        Find("content", IncidentKind.Down).ShouldBeNull();
        app.Content.Health = """{"status":"healthy","checks":{}}""";
        await Eventually.IsTrueAsync(() => Find("content", IncidentKind.Unhealthy) is null, Cancelled);
    }

    [Fact]
    public async Task Servers_and_queues_are_on_the_board()
    {
        var board = app.Services.GetRequiredService<SystemBoard>();
        await Eventually.IsTrueAsync(() => board.Of(Subjects.Postgres)?.Standing is Standing.Healthy && board.Of(Subjects.Broker)?.Standing is Standing.Healthy, Cancelled);
        await Eventually.IsTrueAsync(() => board.Queues.Any(queue => queue is { Queue: "dashboard.activity", Consumers: 1 }), Cancelled);
    }

    private Incident? Find(string subject, IncidentKind kind) => app.Incidents.Open.SingleOrDefault(incident => incident.Subject == subject && incident.Kind == kind);

    private Task SeenWellAsync(string service) =>
        Eventually.IsTrueAsync(() => app.Services.GetRequiredService<SystemBoard>().Of(service)?.Standing is Standing.Healthy, Cancelled);

    private Task<long> CountAsync(string subject, string kind) => app.ScalarAsync<long>($"select count(*) from incidents where subject = '{subject}' and kind = '{kind}'");
}
