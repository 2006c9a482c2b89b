using Traffic.Counting;
using Traffic.Uploads;
using Traffic.Visiting;
using Traffic.Webhooks;

namespace Traffic.Driving;

/// <summary>
/// One run of platforms' traffic: <see cref="BeginAsync"/> reads what is counted already, <see cref="DriveAsync"/> sends until all is
/// acknowledged or the drain limit is reached, <see cref="CountAsync"/> waits until Analytics has counted it.
/// </summary>
public sealed class TrafficRun : IDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(250);

    private readonly ReadyFile _ready;
    private readonly TrafficPlan _plan;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;
    private readonly Witness? _witness;
    private readonly bool _sandbox;
    private Summary? _before;
    private Summary? _after;

    /// <param name="ready">Where the system is.</param>
    /// <param name="plan">How much is sent.</param>
    /// <param name="clock">Time.</param>
    /// <param name="witness">Keeps every event and attempt; null for sums only.</param>
    public TrafficRun(ReadyFile ready, TrafficPlan plan, TimeProvider clock, Witness? witness = null)
    {
        (_ready, _plan, _clock, _witness) = (ready, plan, clock, witness);
        _sandbox = plan.Partners is ["sandbox"];
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
        })
        { Timeout = plan.RequestLimit };
    }

    public Tally Tally { get; } = new();

    /// <summary>What Analytics has counted of this run so far.</summary>
    public TrafficReport Report => TrafficReport.Of(Tally, _before ?? throw new InvalidOperationException("Begin first."), _after);

    /// <summary>Waits until what Analytics has counted stands still, so that an earlier run's rest is not taken for this one's.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        Summary? last = null;
        while (true)
        {
            try
            {
                var now = await Summary.ReadAsync(_client, _ready, _sandbox, cancellationToken);
                if (last is not null && Enum.GetValues<Kind>().All(kind => now.Of(kind) == last.Of(kind)))
                {
                    _before = now;
                    return;
                }

                last = now;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                if (_clock.GetElapsedTime(started) > _plan.CountLimit)
                    throw new TrafficException(string.Format(System.Globalization.CultureInfo.CurrentCulture, Texts.AnalyticsSilent, _ready.Urls.Analytics, failure.Message), failure);
            }

            await Pause.ForAsync(AskEvery, _clock, cancellationToken);
        }
    }

    public Task DriveAsync(CancellationToken cancellationToken) => DriveAsync(CancellationToken.None, cancellationToken);

    /// <param name="enough">Ends the searching before the plan's duration; what was begun is brought to its end.</param>
    /// <param name="cancellationToken">Breaks the run off.</param>
    public async Task DriveAsync(CancellationToken enough, CancellationToken cancellationToken)
    {
        using var lastSearch = new CancellationTokenSource(_plan.Duration, _clock);
        using var drained = new CancellationTokenSource(_plan.Duration + _plan.DrainLimit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lastSearch.Token, enough, cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(drained.Token, cancellationToken);
        var delivery = new Delivery(_client, Tally, _witness, _plan, _clock);
        var senders = new List<Task>();
        for (var index = 0; index < _plan.Visitors; index++)
            senders.Add(new Visitor(_ready, delivery, _plan, _clock, Chance(index)).SearchAsync(either.Token, ending.Token));
        foreach (var (index, partner) in _plan.Partners.Index())
            senders.Add(new WebhookSender(_ready, partner, delivery, _plan, _clock, Chance(10_000 + index)).SendAsync(either.Token, ending.Token));
        for (var index = 0; index < _plan.Uploads; index++)
            senders.Add(new Uploader(_ready, delivery, Tally, _plan, _clock, Chance(20_000 + index)).UploadAsync(ending.Token));
        await Task.WhenAll(senders);
    }

    /// <summary>Asks Analytics until it has counted what was acknowledged or the limit is reached, then once more: something counted twice would show.</summary>
    public async Task<TrafficReport> CountAsync(CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        while (_clock.GetElapsedTime(started) < _plan.CountLimit)
        {
            await TryReadAsync(cancellationToken);
            if (_after is not null && Report.CountsWhatWasAcknowledged)
            {
                await Pause.ForAsync(_plan.Settling, _clock, cancellationToken);
                await TryReadAsync(cancellationToken);
                break;
            }

            await Pause.ForAsync(AskEvery, _clock, cancellationToken);
        }

        return Report;
    }

    public void Dispose() => _client.Dispose();

    private async Task TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            _after = await Summary.ReadAsync(_client, _ready, _sandbox, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Analytics may be on its way back; the limit ends the asking.
        }
    }

    private Random Chance(int sender) => new(unchecked((_plan.Seed * 1_000_003) + sender));
}
