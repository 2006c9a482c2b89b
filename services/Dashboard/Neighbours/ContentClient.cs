namespace Dashboard.Neighbours;

internal sealed record VideoList(IReadOnlyList<Video> Videos);

internal sealed record Video(Guid Id, string Title, VideoCreator? Creator, string Status, bool SignLanguage, bool HasCaptions, string? Partner, double DurationSeconds, DateTimeOffset? UploadedAt);

internal sealed record VideoCreator(string Name);

/// <summary>What the dashboard asks of Content.</summary>
internal sealed class ContentClient(HttpClient http)
{
    public Task<Answer<VideoList>> VideosAsync(CancellationToken cancellationToken) => http.AskAsync<VideoList>("/v1/videos", cancellationToken);

    /// <summary>The video's bytes, also while it waits for approval; the caller disposes of the answer.</summary>
    public Task<HttpResponseMessage> MediaAsync(Guid id, string? range, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/media/{id}");
        if (range is not null)
            request.Headers.TryAddWithoutValidation("Range", range);
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public Task<Answer<bool>> ApproveAsync(Guid id, CancellationToken cancellationToken) => http.CommandAsync($"/v1/videos/{id}:approve", cancellationToken);

    public Task<Answer<bool>> RejectAsync(Guid id, CancellationToken cancellationToken) => http.CommandAsync($"/v1/videos/{id}:reject", cancellationToken);
}
