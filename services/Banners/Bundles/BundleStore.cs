using System.Collections.Concurrent;
using Banners.Serving;

namespace Banners.Bundles;

/// <summary>
/// One bundle for each partner that asked: made again when what is published moved or its tokens grow old, signed again for each answer.
/// </summary>
internal sealed class BundleStore(CurrentSet current, BundleTokens tokens, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);

    /// <param name="partner">Id of a partner that is known, so that there are few.</param>
    /// <returns>Null when what is published is not known yet.</returns>
    public Bundle? For(string partner)
    {
        if (current.Set is not { } set)
            return null;
        var since = BundleTokens.Since(clock.GetUtcNow());
        return _shelves.GetOrAdd(partner, _ => new Shelf()).Get(set, since, () => BundleContent.Of(partner, set.Campaigns, (campaign, banner) => tokens.Seal(partner, campaign, banner, since)));
    }

    private sealed class Shelf
    {
        private readonly Lock _lock = new();
        private (PublishedSet Set, DateTimeOffset Since, Bundle Bundle)? _kept;

        public Bundle Get(PublishedSet set, DateTimeOffset since, Func<BundleContent> make)
        {
            lock (_lock)
            {
                if (_kept is { } kept && ReferenceEquals(kept.Set, set) && kept.Since == since)
                    return kept.Bundle;
                var before = _kept?.Bundle;
                var content = make();
                var bundle = content.Version == before?.Version ? before : new Bundle(content, before);
                _kept = (set, since, bundle);
                return bundle;
            }
        }
    }
}
