namespace Dashboard.Neighbours;

internal sealed record CampaignList(IReadOnlyList<Campaign> Campaigns);

/// <summary><c>Keywords</c> and <c>Banners</c> are how many of them there are.</summary>
internal sealed record Campaign(Guid Id, string Name, string Country, string Status, long Revision, bool HasUnpublishedChanges, int Keywords, int Banners, DateTimeOffset? PublishedAt);

internal sealed record ReplicaList(long Revision, IReadOnlyList<Replica> Replicas);

internal sealed record Replica(Guid Id, string Host, long Revision, bool Current, bool Alive, DateTimeOffset SeenAt);

/// <summary>What the dashboard asks of Banners.</summary>
internal sealed class BannersClient(HttpClient http)
{
    public Task<Answer<CampaignList>> CampaignsAsync(CancellationToken cancellationToken) =>
        http.AskAsync<CampaignList>("/v1/campaigns", cancellationToken);

    public Task<Answer<ReplicaList>> ReplicasAsync(CancellationToken cancellationToken) => http.AskAsync<ReplicaList>("/v1/replicas", cancellationToken);

    public Task<Answer<bool>> PauseAsync(Guid id, CancellationToken cancellationToken) => http.CommandAsync($"/v1/campaigns/{id}:pause", cancellationToken);

    public Task<Answer<bool>> PublishAsync(Guid id, CancellationToken cancellationToken) => http.CommandAsync($"/v1/campaigns/{id}:publish", cancellationToken);
}
