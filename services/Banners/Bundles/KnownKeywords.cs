using Banners.Serving;
using Microsoft.Extensions.Options;

namespace Banners.Bundles;

/// <summary>
/// Which keyword a code means. One that has been taken out of its campaign is still known for as long as events may speak of it; after a
/// restart it is not, and those events are kept without their keyword.
/// </summary>
internal sealed class KnownKeywords(CurrentSet current, IOptions<TokenOptions> options, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private volatile State _state = new(null, new Dictionary<string, Known>(StringComparer.Ordinal), new Dictionary<string, Gone>(StringComparer.Ordinal));

    /// <param name="code">What the device said.</param>
    /// <param name="campaign">Whose banner it says it showed.</param>
    /// <param name="keyword">The keyword's id; all zeroes when nobody knows it.</param>
    /// <returns>False when the code is another campaign's.</returns>
    public bool TryFind(string code, Guid campaign, out Guid keyword)
    {
        var state = Current();
        var known = state.Live.TryGetValue(code, out var live) ? live : state.Gone.GetValueOrDefault(code)?.Keyword;
        keyword = known?.Id ?? Guid.Empty;
        return known is null || known.Campaign == campaign;
    }

    private State Current()
    {
        var set = current.Set;
        if (ReferenceEquals(_state.Set, set))
            return _state;
        lock (_lock)
        {
            if (ReferenceEquals(_state.Set, set))
                return _state;
            var live = new Dictionary<string, Known>(StringComparer.Ordinal);
            foreach (var campaign in set?.Campaigns ?? [])
            {
                foreach (var keyword in campaign.Keywords)
                    live.TryAdd(KeywordCode.Of(keyword.Id), new Known(keyword.Id, campaign.Id));
            }

            var now = clock.GetUtcNow();
            var gone = _state.Gone.Where(entry => entry.Value.Until > now).ToDictionary(StringComparer.Ordinal);
            foreach (var (code, keyword) in _state.Live)
                gone[code] = new Gone(keyword, now + options.Value.Lifetime + BundleKeys.Life);
            foreach (var code in live.Keys)
                gone.Remove(code);
            return _state = new State(set, live, gone);
        }
    }

    private sealed record Known(Guid Id, Guid Campaign);

    private sealed record Gone(Known Keyword, DateTimeOffset Until);

    private sealed record State(PublishedSet? Set, Dictionary<string, Known> Live, Dictionary<string, Gone> Gone);
}
