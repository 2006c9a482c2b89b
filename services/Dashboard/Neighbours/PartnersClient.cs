namespace Dashboard.Neighbours;

internal sealed record Partner(string Id, string Name, bool Sandbox);

internal sealed record Delivery(Guid Id, Guid SubscriptionId, string? Partner, string EventType, string Status, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? NextAttemptAt, int? LastStatusCode, string? LastError);

/// <summary>What the dashboard asks of Partners.</summary>
internal sealed class PartnersClient(HttpClient http)
{
    public Task<Answer<IReadOnlyList<Partner>>> PartnersAsync(CancellationToken cancellationToken) =>
        http.AskAsync<IReadOnlyList<Partner>>("/v1/partners", cancellationToken);

    public Task<Answer<IReadOnlyList<Delivery>>> DeliveriesAsync(CancellationToken cancellationToken) =>
        http.AskAsync<IReadOnlyList<Delivery>>("/v1/deliveries", cancellationToken);

    public Task<Answer<bool>> ReplayAsync(Guid id, CancellationToken cancellationToken) => http.CommandAsync($"/v1/deliveries/{id}:replay", cancellationToken);
}
