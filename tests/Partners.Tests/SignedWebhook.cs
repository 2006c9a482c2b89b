using System.Net.Http.Headers;
using System.Text;
using Partners.Signing;

namespace Partners.Tests;

/// <summary>Builds a platform's webhook; good by default, each part can be spoilt.</summary>
public sealed record SignedWebhook
{
    public string Partner { get; init; } = "tiktok";

    public string Secret { get; init; } = PartnersApp.TikTokSecret;

    public string Id { get; init; } = $"msg_{Guid.NewGuid():N}";

    public DateTimeOffset At { get; init; } = TimeProvider.System.GetUtcNow();

    public string Body { get; init; } = Event();

    public string ContentType { get; init; } = "application/cloudevents+json";

    /// <summary>In the place of the good one.</summary>
    public string? Signature { get; init; }

    public static string Event(string? id = null, string type = "banner.impression", string data = """{"count":3}""") =>
        $$"""{"specversion":"1.0","id":"{{id ?? Guid.NewGuid().ToString()}}","source":"https://platform.example/119","type":"{{type}}","time":"2026-11-01T10:00:00+01:00","subject":"#119","data":{{data}}}""";

    public HttpRequestMessage Build()
    {
        var body = Encoding.UTF8.GetBytes(Body);
        WebhookSecret.TryParse(Secret, out var secret).ShouldBeTrue();
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/events/{Partner}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        request.Headers.Add("webhook-id", Id);
        request.Headers.Add("webhook-timestamp", At.ToUnixTimeSeconds().ToString());
        var signature = Signature ?? WebhookSignature.Sign([secret], Id, At.ToUnixTimeSeconds(), body);
        if (signature.Length > 0)
            request.Headers.TryAddWithoutValidation("webhook-signature", signature);
        return request;
    }
}
