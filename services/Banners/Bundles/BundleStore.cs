using System.Collections.Concurrent;
using Banners.Data;
using Banners.Serving;

namespace Banners.Bundles;

/// <summary>
/// One bundle for each partner that asked: made again when what is published moved or its tokens grow old, signed again for each answer.
/// </summary>
internal sealed class BundleStore(CurrentSet current, BundleTokens tokens, TimeProvider clock)
{
    // Flights begin and helplines close: looked at once a minute.
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);

    /// <param name="partner">Id of a partner that is known, so that there are few.</param>
    /// <returns>Null when what is published is not known yet.</returns>
    public Bundle? For(string partner)
    {
        if (current.Set is not { } set)
            return null;
        var now = clock.GetUtcNow();
        return _shelves.GetOrAdd(partner, id => new Shelf(id, tokens)).Get(set, new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Turn.Ticks), TimeSpan.Zero));
    }

    private sealed class Shelf(string partner, BundleTokens tokens)
    {
        private readonly Lock _lock = new();
        private Kept? _kept;

        public Bundle Get(PublishedSet set, DateTimeOffset at)
        {
            lock (_lock)
            {
                if (_kept is { } kept && ReferenceEquals(kept.Set, set) && kept.At == at)
                    return kept.Bundle;
                var since = BundleTokens.Since(at);
                var shown = BundleContent.Shown(partner, set.Campaigns, set.Helplines, at, (campaign, banner) => tokens.Seal(partner, campaign, banner, since));
                _kept = new Kept(set, at, [.. shown.Select(x => x.Line)], BundleOf(set, shown));
                return _kept.Bundle;
            }
        }

        // What takes long is the keywords, and they change with the set alone.
        private Bundle BundleOf(PublishedSet set, IReadOnlyList<(LiveCampaign Campaign, string Line)> shown)
        {
            if (_kept is { } kept && ReferenceEquals(kept.Set, set) && kept.Lines.SequenceEqual(shown.Select(x => x.Line), StringComparer.Ordinal))
                return kept.Bundle;
            var content = BundleContent.Of(partner, shown);
            return content.Version == _kept?.Bundle.Version ? _kept.Bundle : new Bundle(content, _kept?.Bundle);
        }
    }

    private sealed record Kept(PublishedSet Set, DateTimeOffset At, IReadOnlyList<string> Lines, Bundle Bundle);
}
