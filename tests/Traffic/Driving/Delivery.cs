using System.Globalization;
using System.Net;
using Traffic.Counting;

namespace Traffic.Driving;

/// <summary>What an answer means for the one who sent.</summary>
internal enum Verdict
{
    Acknowledged,

    /// <summary>The person landed, but the click was not counted: keep on asking.</summary>
    Landed,

    Repeat,

    /// <summary>Repeating the same request does not help.</summary>
    Refused,
}

/// <summary>Sends one thing until it is acknowledged, through refused connections, resets, timeouts, 5xx and restarts.</summary>
internal sealed class Delivery(HttpClient client, Tally tally, Witness? witness, TrafficPlan plan, TimeProvider clock)
{
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(5);

    public static Verdict Accepted(HttpResponseMessage answer) => answer.IsSuccessStatusCode ? Verdict.Acknowledged : Unsuccessful(answer);

    public static Verdict Clicked(HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.SeeOther => Verdict.Acknowledged,
        HttpStatusCode.Found => Verdict.Landed,
        _ => Unsuccessful(answer),
    };

    public static Verdict Unsuccessful(HttpResponseMessage answer) => answer.StatusCode switch
    {
        >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Locked => Verdict.Repeat,
        _ => Verdict.Refused,
    };

    /// <summary>Returns the answer that acknowledges; null when it was refused or the run ended before.</summary>
    /// <param name="kind">Where it is counted.</param>
    /// <param name="events">How many events this one request carries.</param>
    /// <param name="names">Their identities for a <see cref="Witness"/>; none for what is no event.</param>
    /// <param name="request">Makes the request anew for each attempt, with the same token or webhook-id.</param>
    /// <param name="judge">Reads the answer.</param>
    /// <param name="random">Spreads the attempts.</param>
    /// <param name="ending">The run's end.</param>
    public async Task<HttpResponseMessage?> SendAsync(
        Kind kind, int events, IReadOnlyList<string> names, Func<HttpRequestMessage> request, Func<HttpResponseMessage, Verdict> judge, Random random, CancellationToken ending)
    {
        tally.Sent(kind, events);
        witness?.Sent(names);
        var answer = await UntilAsync(kind, request, judge, random, ending);
        if (answer is null)
            return null;
        tally.Acknowledged(kind, events);
        witness?.Acknowledged(names);
        return answer;
    }

    /// <summary>The same without counting: for the steps of something that is counted as a whole.</summary>
    public async Task<HttpResponseMessage?> UntilAsync(
        Kind kind, Func<HttpRequestMessage> request, Func<HttpResponseMessage, Verdict> judge, Random random, CancellationToken ending)
    {
        var backoff = plan.FirstBackoff;
        var landed = false;
        while (true)
        {
            var wait = Pause.About(backoff, random);
            var began = clock.GetTimestamp();
            string trouble;
            try
            {
                using var message = request();
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(ending);
                limit.CancelAfter(kind is Kind.Upload ? plan.UploadLimit : plan.RequestLimit);
                var answer = await client.SendAsync(message, limit.Token);
                witness?.Attempted(kind, began, (int)answer.StatusCode);
                var verdict = judge(answer);
                if (verdict is Verdict.Acknowledged)
                    return answer;
                trouble = Describe(kind, answer);
                if (answer.Headers.RetryAfter?.Delta is { } asked && asked > wait)
                    wait = asked < LongestRetryAfter ? asked : LongestRetryAfter;
                if (verdict is Verdict.Refused)
                {
                    tally.Refused($"{trouble} {await FirstLineAsync(answer, ending)}");
                    answer.Dispose();
                    return null;
                }

                answer.Dispose();
                if (verdict is Verdict.Landed && !landed)
                {
                    landed = true;
                    tally.Redirected(kind);
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException && !ending.IsCancellationRequested)
            {
                witness?.Attempted(kind, began, status: null);
                trouble = $"{kind}: {(failure is OperationCanceledException ? "no answer in time" : failure.GetType().Name)}";
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            tally.Repeated(kind, trouble);
            try
            {
                await Pause.ForAsync(wait, clock, ending);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            backoff = backoff * 2 < plan.LongestBackoff ? backoff * 2 : plan.LongestBackoff;
        }
    }

    private static string Describe(Kind kind, HttpResponseMessage answer) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}: {(int)answer.StatusCode} {answer.ReasonPhrase}");

    private static async Task<string> FirstLineAsync(HttpResponseMessage answer, CancellationToken ending)
    {
        var body = (await answer.Content.ReadAsStringAsync(ending)).ReplaceLineEndings(" ");
        return body.Length <= 300 ? body : body[..300];
    }
}
