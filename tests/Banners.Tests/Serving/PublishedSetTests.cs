using System.Net;
using System.Net.Http.Json;
using Testing;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class PublishedSetTests(BannersApp app)
{
    [Fact]
    public async Task A_pause_reaches_a_second_replica()
    {
        await using var second = app.Replica();
        var client = second.Anonymous();
        var campaign = await app.DraftAsync("coupe circuit");
        await app.PublishAsync(campaign);
        await Eventually.GetAsync(() => app.FindAsync("coupe circuit", client), found => found is not null);

        await app.PauseAsync(campaign);
        await Eventually.GetAsync(() => app.FindAsync("coupe circuit", client), found => found is null);
        var replicas = await Eventually.GetAsync(
            async () => (await app.Admin().GetFromJsonAsync<ReplicaList>("/v1/replicas"))!,
            answer => answer.Replicas.Count(replica => replica is { Alive: true, Current: true }) >= 2);
        replicas.Revision.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_restart_with_both_servers_down_serves_from_the_state_folder()
    {
        await app.DecideAsync("#119");
        await using var lonely = new BannersReplica(BannersReplica.NoDatabase, BannersReplica.NoBroker, Path.Combine(app.Folder, "state"));
        var client = lonely.Anonymous();

        var decision = await app.DecideAsync("#119", client);

        decision.CampaignId.ShouldBe(BannersApp.CampaignId);
        using var health = await client.GetAsync("/health");
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await health.Content.ReadAsStringAsync()).ShouldContain("\"status\":\"degraded\"");
        using var impression = await client.PostAsync(decision.ImpressionUrl, null);
        impression.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        impression.Headers.RetryAfter.ShouldNotBeNull();
        using var click = await client.GetAsync(decision.ClickUrl);
        click.StatusCode.ShouldBe(HttpStatusCode.Found);
        click.Headers.Location.ShouldBe(new Uri("https://content.test/fr/119"));
    }

    [Fact]
    public async Task Without_a_set_decisions_say_503_and_health_stays_200()
    {
        using var folder = new EmptyFolder();
        File.Copy(Path.Combine(app.Folder, "state", "partners.json"), Path.Combine(folder.Path, "partners.json"));
        await using var fresh = new BannersReplica(BannersReplica.NoDatabase, BannersReplica.NoBroker, folder.Path);

        using var response = await fresh.Anonymous().PostAsJsonAsync("/v1/decisions", new { query = "#119", locale = "fr", partner = "tiktok" });

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        (await fresh.Anonymous().GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task With_only_the_broker_down_events_go_to_the_outbox()
    {
        await using var cut = new BannersReplica(app.Database, BannersReplica.NoBroker, Path.Combine(app.Folder, "state"));
        var client = cut.Anonymous();
        var decision = await app.DecideAsync("#119", client);

        using var impression = await client.PostAsync(decision.ImpressionUrl, null);

        impression.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private sealed record ReplicaList(long Revision, IReadOnlyList<Replica> Replicas);

    private sealed record Replica(Guid Id, long Revision, bool Current, bool Alive);

    private sealed class EmptyFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("campaign-test-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
