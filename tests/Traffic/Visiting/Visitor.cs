using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Traffic.Counting;
using Traffic.Driving;

namespace Traffic.Visiting;

/// <summary>Somebody on a platform: searches, may see the banner, may read it, click it or tap a number.</summary>
internal sealed class Visitor(ReadyFile ready, Delivery delivery, TrafficPlan plan, TimeProvider clock, Random random)
{
    // What a browser on a phone sends; a library's own name would count as a robot.
    private const string Browser = "Mozilla/5.0 (Linux; Android 10; SM-A405FN) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/81.0.4044.138 Mobile Safari/537.36";

    private static readonly string[] Locales = ["fr", "fr", "fr", "fr-FR", "en"];
    private static readonly string[] Regions = ["FR-IDF", "FR-BRE", "FR-PAC", "FR-HDF", "FR-ARA"];
    private static readonly string[] Devices = ["phone", "phone", "phone", "tablet", "desktop"];

    /// <summary>Searches again and again until <paramref name="lastSearch"/>; what it has begun then goes on until <paramref name="ending"/>.</summary>
    public async Task SearchAsync(CancellationToken lastSearch, CancellationToken ending)
    {
        try
        {
            await Pause.ForAsync(plan.Pace * random.NextDouble(), clock, lastSearch);
            while (!lastSearch.IsCancellationRequested)
            {
                if (await DecideAsync(ending) is { } decision)
                    await SeeAsync(decision, ending);
                await Pause.ForAsync(Pause.About(plan.Pace, random), clock, lastSearch);
            }
        }
        catch (OperationCanceledException)
        {
            // The run's end.
        }
    }

    private async Task<Decision?> DecideAsync(CancellationToken ending)
    {
        var partner = Choose(plan.Partners);
        var search = new DecisionRequest(Searches.All.Choose(random, plan.MatchingShare), Choose(Locales), partner, "FR", Choose(Regions), Choose(Devices));
        using var answer = await delivery.SendAsync(Kind.Search, 1, [], () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(ready.Urls.Banners, "/v1/decisions")) { Content = JsonContent.Create(search) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ready.Partner(partner).Key);
            return request;
        }, Delivery.Accepted, random, ending);
        return answer?.StatusCode is HttpStatusCode.OK ? await answer.Content.ReadFromJsonAsync<Decision>(ending) : null;
    }

    private async Task SeeAsync(Decision decision, CancellationToken ending)
    {
        await SendAsync(Kind.Impression, HttpMethod.Post, decision.DecisionId, decision.ImpressionUrl, ending);
        await Pause.ForAsync(plan.LookedAt + (plan.Pace * 0.5 * random.NextDouble()), clock, ending);
        await SendAsync(Kind.Viewable, HttpMethod.Post, decision.DecisionId, decision.ViewableUrl, ending);
        if (random.NextDouble() < plan.ClickShare)
        {
            await Pause.ForAsync(Pause.About(plan.Pace, random), clock, ending);
            await SendAsync(Kind.Click, HttpMethod.Get, decision.DecisionId, decision.ClickUrl, ending);
        }

        if (random.NextDouble() < plan.TapShare)
        {
            await Pause.ForAsync(Pause.About(plan.Pace, random), clock, ending);
            await SendAsync(Kind.Tap, HttpMethod.Post, decision.DecisionId, decision.TapUrl, ending);
        }
    }

    private async Task SendAsync(Kind kind, HttpMethod method, Guid decision, Uri address, CancellationToken ending)
    {
        using var answer = await delivery.SendAsync(kind, 1, [Witness.Banner(decision, kind.ToString().ToLowerInvariant())], () =>
        {
            var request = new HttpRequestMessage(method, address);
            request.Headers.TryAddWithoutValidation("User-Agent", Browser);
            return request;
        }, kind is Kind.Click ? Delivery.Clicked : Delivery.Accepted, random, ending);
    }

    private string Choose(IReadOnlyList<string> from) => from[random.Next(from.Count)];
}
