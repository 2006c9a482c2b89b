using Banners.Data;
using Banners.Matching.Concepts;

namespace Banners.Matching;

internal sealed partial class KeywordSet
{
    /// <summary>A campaign with what only it has: negative keywords and concepts.</summary>
    internal sealed class Ranked
    {
        private readonly KeywordSet? _negative;

        public Ranked(LiveCampaign campaign, int order, KeywordSet? before)
        {
            (Campaign, Order) = (campaign, order);
            if (campaign.Keywords.Any(keyword => keyword.MatchType is KeywordType.Concept))
            {
                var same = Array.Find(before?._withConcepts ?? [], known => known.Campaign.Id == campaign.Id && known.Campaign.Revision == campaign.Revision);
                Concepts = same?.Concepts ?? new ConceptSet(campaign);
            }

            if (campaign.Keywords.Any(keyword => keyword is { Negative: true, MatchType: not KeywordType.Concept }))
                _negative = new KeywordSet([new Ranked(campaign)], negative: true);
        }

        // For the negative keywords themselves.
        private Ranked(LiveCampaign campaign) => Campaign = campaign;

        public LiveCampaign Campaign { get; }

        public int Order { get; }

        public ConceptSet? Concepts { get; }

        public bool Forbids(in Search search)
        {
            if (_negative is null)
                return false;
            var any = new Best(partner: null);
            _negative.Look(search, ref any);
            return any.Match is not null;
        }
    }

    /// <summary>The best match so far. On the stack of one search.</summary>
    internal struct Best(string? partner, int shownToday = 0)
    {
        private Ranked? _ranked;
        private LiveKeyword? _keyword;
        private int _length;

        public bool OnlyLookalikes { get; set; }

        public readonly KeywordMatch? Match => _keyword is null ? null : new KeywordMatch(_ranked!.Campaign, _keyword);

        public readonly bool Allows(Ranked ranked) =>
            (partner is null || (ranked.Campaign.Allows(partner) && !(shownToday >= ranked.Campaign.MaxPerDay))) && (!OnlyLookalikes || ranked.Campaign.Lookalikes);

        public readonly bool WouldTake(Entry entry) => Allows(entry.Ranked) && IsBetter(entry.Ranked, entry.Keyword, entry.Words.Length);

        /// <param name="ranked">Whose keyword it is.</param>
        /// <param name="keyword">What was found.</param>
        /// <param name="length">More is more specific, among keywords of one type.</param>
        /// <param name="search">Where it was found.</param>
        public void Offer(Ranked ranked, LiveKeyword keyword, int length, in Search search)
        {
            if (Allows(ranked) && IsBetter(ranked, keyword, length) && !ranked.Forbids(search))
                (_ranked, _keyword, _length) = (ranked, keyword, length);
        }

        private readonly bool IsBetter(Ranked ranked, LiveKeyword keyword, int length)
        {
            if (_ranked is null || _keyword is null)
                return true;
            var (ours, theirs) = (ranked.Campaign, _ranked.Campaign);
            if (ours.Priority != theirs.Priority)
                return ours.Priority > theirs.Priority;
            if (keyword.MatchType != _keyword.MatchType)
                return RankOf(keyword.MatchType) > RankOf(_keyword.MatchType);
            if (length != _length)
                return length > _length;
            return ours.Weight != theirs.Weight ? ours.Weight > theirs.Weight : ranked.Order < _ranked.Order;
        }

        private static int RankOf(KeywordType type) => type switch
        {
            KeywordType.Exact => 6,
            KeywordType.Hashtag => 5,
            KeywordType.Phrase => 4,
            KeywordType.Concept => 3,
            KeywordType.Broad => 2,
            KeywordType.Fuzzy => 1,
            _ => 0,
        };
    }
}
