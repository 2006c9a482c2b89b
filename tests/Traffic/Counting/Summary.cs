using System.Net.Http.Headers;
using System.Net.Http.Json;
using Traffic.Driving;

namespace Traffic.Counting;

/// <summary>What Analytics has counted: <c>GET /v1/summary</c>.</summary>
public sealed record Summary
{
    public required BannerFigures Verified { get; init; }

    public required PartnerEventFigures PartnerEvents { get; init; }

    public long Uploads { get; init; }

    public long VideosPublished { get; init; }

    /// <summary>Null for what Analytics does not count: searches are counted per minute, best effort, elsewhere.</summary>
    public long? Of(Kind kind) => kind switch
    {
        Kind.Search => null,
        Kind.Impression => Verified.Impressions,
        Kind.Viewable => Verified.Viewable,
        Kind.Click => Verified.Clicks,
        Kind.Tap => Verified.Taps,
        Kind.WebhookEvent => PartnerEvents.Received,
        Kind.Upload => Uploads,
        Kind.Publication => VideosPublished,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Throws an <see cref="HttpRequestException"/> when Analytics does not answer.</summary>
    public static async Task<Summary> ReadAsync(HttpClient client, ReadyFile ready, bool sandbox, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(ready.Urls.Analytics, sandbox ? "/v1/summary?partner=sandbox" : "/v1/summary"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ready.AdminKey);
        using var answer = await client.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Summary>(cancellationToken))!;
    }
}

public sealed record BannerFigures
{
    public required long Impressions { get; init; }

    public required long Viewable { get; init; }

    public required long Clicks { get; init; }

    public required long Taps { get; init; }
}

public sealed record PartnerEventFigures
{
    /// <summary>Distinct events.</summary>
    public required long Received { get; init; }

    /// <summary>The sum of what they stand for.</summary>
    public long Total { get; init; }
}
