namespace Dashboard.Neighbours;

internal sealed record Campaign(Guid Id, string Name, string Country, string Status, long Revision, IReadOnlyList<CampaignKeyword>? Keywords, IReadOnlyList<CampaignBanner>? Banners, DateTimeOffset? PublishedAt, DateTimeOffset? PausedAt);

internal sealed record CampaignKeyword(Guid Id, string Text);

internal sealed record CampaignBanner(Guid Id, string Locale, string Title);

internal sealed record ReplicaList(long Revision, IReadOnlyList<Replica> Replicas);

internal sealed record Replica(string Name, long Revision, DateTimeOffset SeenAt);

/// <summary>What the dashboard asks of Banners.</summary>
internal sealed class BannersClient(HttpClient http)
{
    public Task<Answer<IReadOnlyList<Campaign>>> CampaignsAsync(CancellationToken cancellationToken) =>
        http.AskAsync<IReadOnlyList<Campaign>>("/v1/campaigns", cancellationToken);

    public Task<Answer<ReplicaList>> ReplicasAsync(CancellationToken cancellationToken) => http.AskAsync<ReplicaList>("/v1/replicas", cancellationToken);

    public Task<Answer<bool>> PauseAsync(Guid id, CancellationToken cancellationToken) => http.CommandAsync($"/v1/campaigns/{id}:pause", cancellationToken);

    public Task<Answer<bool>> PublishAsync(Guid id, CancellationToken cancellationToken) => http.CommandAsync($"/v1/campaigns/{id}:publish", cancellationToken);
}
