namespace Dashboard.Neighbours;

internal sealed record Partner(string Id, string Name, bool Sandbox);

internal sealed record PartnerSubscription(Guid Id, string Partner, string Url, IReadOnlyList<string> EventTypes, bool Enabled, string? DisabledReason);

internal sealed record DeliveryPage(IReadOnlyList<Delivery> Items);

internal sealed record Delivery(Guid Id, Guid Subscription, string EventType, string Status, int Attempts, string? LastResult, DateTimeOffset CreatedAt, DateTimeOffset? NextAttemptAt);

/// <summary>What the dashboard asks of Partners.</summary>
internal sealed class PartnersClient(HttpClient http)
{
    public Task<Answer<IReadOnlyList<Partner>>> PartnersAsync(CancellationToken cancellationToken) =>
        http.AskAsync<IReadOnlyList<Partner>>("/v1/partners", cancellationToken);

    public Task<Answer<IReadOnlyList<PartnerSubscription>>> SubscriptionsAsync(CancellationToken cancellationToken) =>
        http.AskAsync<IReadOnlyList<PartnerSubscription>>("/v1/subscriptions", cancellationToken);

    /// <summary>The newest deliveries.</summary>
    public Task<Answer<DeliveryPage>> DeliveriesAsync(CancellationToken cancellationToken) => http.AskAsync<DeliveryPage>("/v1/deliveries", cancellationToken);

    public Task<Answer<bool>> ReplayAsync(Guid id, CancellationToken cancellationToken) => http.CommandAsync($"/v1/deliveries/{id}:replay", cancellationToken);
}
