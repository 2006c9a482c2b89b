using System.Net.Http.Headers;
using Traffic.Counting;
using Traffic.Driving;

namespace Traffic.Webhooks;

/// <summary>A platform's server: tells us in signed webhooks what happened there.</summary>
internal sealed class WebhookSender(ReadyFile ready, string partner, Delivery delivery, TrafficPlan plan, TimeProvider clock, Random random)
{
    private const int LargestBatch = 8;

    private readonly WebhookSignature _signature = new(ready.Partner(partner).WebhookSecret);
    private readonly Uri _address = new(ready.Urls.Partners, $"/v1/events/{partner}");

    public async Task SendAsync(CancellationToken last, CancellationToken ending)
    {
        try
        {
            while (!last.IsCancellationRequested)
            {
                await SendOneAsync(ending);
                await Pause.ForAsync(Pause.About(plan.WebhookPace, random), clock, last);
            }
        }
        catch (OperationCanceledException)
        {
            // The run's end.
        }
    }

    private async Task SendOneAsync(CancellationToken ending)
    {
        var now = clock.GetUtcNow();
        var events = CloudEvents.Choose(random.Next(1, LargestBatch + 1), partner, now, random);
        var id = $"msg_{Guid.CreateVersion7(now):N}";
        var body = CloudEvents.Serialize(events);
        using var answer = await delivery.SendAsync(Kind.WebhookEvent, events.Count, [.. events.Select(one => Witness.Partner(partner, one.Source, one.Id))], () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(events.Count == 1 ? CloudEvents.OneType : CloudEvents.BatchType);
            // The id and the body stay; the time and with it the signature are those of the attempt.
            _signature.Apply(request, id, clock.GetUtcNow(), body);
            return request;
        }, Delivery.Accepted, random, ending);
    }
}
