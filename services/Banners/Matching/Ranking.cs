using Banners.Data;
using Banners.Matching.Concepts;

namespace Banners.Matching;

internal sealed partial class KeywordSet
{
    /// <summary>A campaign with what only it has: negative keywords and concepts.</summary>
    internal sealed class Ranked
    {
        private readonly KeywordSet? _negative;
        private readonly FlightPlan? _flights;
        private readonly string[]? _regions;

        public Ranked(LiveCampaign campaign, int order, KeywordSet? before)
        {
            (Campaign, Order) = (campaign, order);
            _flights = FlightPlan.Of(campaign);
            _regions = campaign.Regions.Count == 0 ? null : [.. campaign.Regions];
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

        public bool LooksAround => _flights is not null || _regions is not null;

        /// <summary>Why the campaign does not answer whom asks, whatever the search; null: it may.</summary>
        public Passing? WhyNot(in Asked asked)
        {
            if (!Campaign.Allows(asked.Partner!))
                return Passing.Partner;
            if (asked.ShownToday >= Campaign.MaxPerDay)
                return Passing.MaxPerDay;
            if (asked.Now is not { } now)
                return null;
            if (_regions is not null && !asked.IsIn(_regions, Campaign.Country))
                return Passing.Region;
            return _flights?.IsOn(now) is false ? Passing.Flight : null;
        }

        public bool Forbids(in Search search)
        {
            if (_negative is null)
                return false;
            var any = new Best(default);
            _negative.Look(search, ref any);
            return any.Match is not null;
        }
    }

    /// <summary>Why a campaign alone would not answer, whatever the search; null: it may.</summary>
    public static Passing? WhyNot(LiveCampaign campaign, in Asked asked) => new Ranked(campaign with { Keywords = [] }, 0, before: null).WhyNot(asked);

    /// <summary>Campaigns that a search matches and that are passed over for another reason than a better match. For admins; a search costs as much again for each.</summary>
    public IReadOnlyList<(LiveCampaign Campaign, Passing Why)> PassedOver(ReadOnlySpan<char> text, in Asked asked)
    {
        var passed = new List<(LiveCampaign, Passing)>();
        foreach (var ranked in _campaigns)
        {
            if (ranked.WhyNot(asked) is { } why && Find(text, new Asked { Only = ranked.Campaign.Id }) is not null)
                passed.Add((ranked.Campaign, why));
        }

        return passed;
    }

    /// <summary>The best match so far. On the stack of one search.</summary>
    internal struct Best(Asked asked)
    {
        private readonly Asked _asked = asked;
        private Ranked? _ranked;
        private LiveKeyword? _keyword;
        private int _length;
        private int _position;

        public bool OnlyLookalikes { get; set; }

        public readonly KeywordMatch? Match => _keyword is null ? null : new KeywordMatch(_ranked!.Campaign, _keyword);

        public readonly bool Allows(Ranked ranked) =>
            (_asked.Partner is null ? _asked.Only is null || _asked.Only == ranked.Campaign.Id : ranked.WhyNot(_asked) is null)
            && (!OnlyLookalikes || ranked.Campaign.Lookalikes);

        public readonly bool WouldTake(Entry entry) => Allows(entry.Ranked) && IsBetter(entry.Ranked, entry.Keyword, entry.Words.Length, entry.Position);

        public void Offer(Entry entry, in Search search) => Offer(entry.Ranked, entry.Keyword, entry.Words.Length, entry.Position, search);

        /// <param name="ranked">Whose keyword it is.</param>
        /// <param name="keyword">What was found.</param>
        /// <param name="length">More is more specific, among keywords of one type.</param>
        /// <param name="position">Place in the authors' list: of two that are equal otherwise, the one that they wrote first.</param>
        /// <param name="search">Where it was found.</param>
        public void Offer(Ranked ranked, LiveKeyword keyword, int length, int position, in Search search)
        {
            if (Allows(ranked) && IsBetter(ranked, keyword, length, position) && !ranked.Forbids(search))
                (_ranked, _keyword, _length, _position) = (ranked, keyword, length, position);
        }

        private readonly bool IsBetter(Ranked ranked, LiveKeyword keyword, int length, int position)
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
            if (ours.Weight != theirs.Weight)
                return ours.Weight > theirs.Weight;
            return ranked.Order != _ranked.Order ? ranked.Order < _ranked.Order : position < _position;
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

/// <summary>Why a campaign whose keyword stands in a search does not answer it.</summary>
internal enum Passing
{
    Partner = 1,
    MaxPerDay = 2,
    Region = 3,
    Flight = 4,
}
