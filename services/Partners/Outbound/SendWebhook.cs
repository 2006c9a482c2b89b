using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Security.AntiSSRF;
using Partners.Signing;

namespace Partners.Outbound;

/// <summary>What came of one attempt. The receiver's answer itself is not kept.</summary>
internal sealed record Attempt(DeliveryResult Result, int? StatusCode, TimeSpan? RetryAfter, DateTimeOffset StartedAt, TimeSpan Duration);

/// <summary>Signs and sends one delivery once.</summary>
internal sealed class SendWebhook(WebhookClient client, SecretVault vault, IOptions<WebhookOptions> options, TimeProvider clock)
{
    private static readonly ProductInfoHeaderValue Agent = new("Campaign-Webhooks", "1.0");

    public async Task<Attempt> SendAsync(ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        var startedAt = clock.GetUtcNow();
        var started = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.Timeout);
        try
        {
            using var request = Build(delivery, startedAt);
            using var response = await client.SendAsync(request, limit.Token);
            return Ended(DeliveryResults.Of(response.StatusCode), (int)response.StatusCode, WaitOf(response.Headers.RetryAfter));
        }
        catch (CryptographicException)
        {
            return Ended(DeliveryResult.Unsigned);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Ended(DeliveryResult.Timeout);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Ended(IsBlocked(exception) ? DeliveryResult.Blocked : DeliveryResult.Unreachable);
        }

        Attempt Ended(DeliveryResult result, int? status = null, TimeSpan? retryAfter = null) =>
            new(result, status, retryAfter, startedAt, Stopwatch.GetElapsedTime(started));
    }

    private HttpRequestMessage Build(ClaimedDelivery delivery, DateTimeOffset now)
    {
        var body = Encoding.UTF8.GetBytes(delivery.Body);
        var id = delivery.Id.ToString();
        var timestamp = now.ToUnixTimeSeconds();
        var secrets = delivery.Subscription.Secrets.ValidAt(now).Select(secret => vault.Open(secret, delivery.Subscription.SecretOwner));
        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Subscription.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(OutboundEvent.ContentType, "utf-8");
        request.Headers.UserAgent.Add(Agent);
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation(WebhookSignature.SignatureHeader, WebhookSignature.Sign(secrets, id, timestamp, body));
        return request;
    }

    private TimeSpan? WaitOf(RetryConditionHeaderValue? retryAfter) =>
        retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - clock.GetUtcNow() : null);

    // AntiSSRF throws its own exception, and ArgumentException for the unspecified address 0.0.0.0.
    private static bool IsBlocked(Exception exception) =>
        exception is AntiSSRFException or ArgumentException || (exception.InnerException is { } inner && IsBlocked(inner));
}
