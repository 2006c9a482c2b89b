namespace Dashboard.Neighbours;

internal sealed record Video(Guid Id, string Title, string Status, string? CreatorName, bool SignLanguage, string? Partner, double? DurationSeconds, DateTimeOffset? UploadedAt);

/// <summary>What the dashboard asks of Content.</summary>
internal sealed class ContentClient(HttpClient http)
{
    public Task<Answer<IReadOnlyList<Video>>> VideosAsync(CancellationToken cancellationToken) =>
        http.AskAsync<IReadOnlyList<Video>>("/v1/videos", cancellationToken);

    public Task<Answer<bool>> ApproveAsync(Guid id, CancellationToken cancellationToken) => http.CommandAsync($"/v1/videos/{id}:approve", cancellationToken);

    public Task<Answer<bool>> RejectAsync(Guid id, CancellationToken cancellationToken) => http.CommandAsync($"/v1/videos/{id}:reject", cancellationToken);
}
