using Banners.Data;
using Banners.Matching;

namespace Banners.Tests.Matching;

public sealed class KeywordSetTests
{
    private static readonly KeywordSet Hashtags = SetOf(("#119", KeywordType.Hashtag), ("#AlloEnfanceEnDanger", KeywordType.Hashtag));

    [Theory]
    [InlineData("#119")]
    [InlineData("119")]
    [InlineData("＃１１９")]
    [InlineData("  119  ")]
    [InlineData("119 !")]
    [InlineData("appelle le #119 vite")]
    [InlineData("1️⃣1️⃣9️⃣")]
    [InlineData("١١٩")]
    [InlineData("1\u200B19")]
    public void The_hashtag_119_is_found_in(string search) => Find(Hashtags, search).ShouldBe("#119");

    [Theory]
    [InlineData("119 euros")]
    [InlineData("#1190")]
    [InlineData("bus 119")]
    [InlineData("11 9")]
    [InlineData("1-1-9")]
    [InlineData("1119")]
    [InlineData("#119euros")]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("🙂")]
    public void The_hashtag_119_is_not_found_in(string search) => Find(Hashtags, search).ShouldBeNull();

    [Theory]
    [InlineData("#AlloEnfanceEnDanger")]
    [InlineData("#alloenfanceendanger")]
    [InlineData("allo enfance en danger")]
    [InlineData("Allô, enfance-en-danger !")]
    [InlineData("ALLO ENFANCE EN DANGER")]
    [InlineData("#allo_enfance_en_danger")]
    [InlineData("alloenfanceendanger")]
    [InlineData("la campagne #AlloEnfanceEnDanger du gouvernement")]
    [InlineData("𝗔𝗹𝗹𝗼 𝗘𝗻𝗳𝗮𝗻𝗰𝗲 𝗘𝗻 𝗗𝗮𝗻𝗴𝗲𝗿")]
    public void The_campaigns_hashtag_is_found_in(string search) => Find(Hashtags, search).ShouldBe("#AlloEnfanceEnDanger");

    [Theory]
    [InlineData("allo")]
    [InlineData("enfance en danger")]
    [InlineData("allo enfance en danger numéro")]
    [InlineData("#AlloEnfance EnDanger2")]
    public void The_campaigns_hashtag_is_not_found_in(string search) => Find(Hashtags, search).ShouldBeNull();

    [Theory]
    [InlineData("enfant battu", true)]
    [InlineData("aider un enfant battu par ses parents", true)]
    [InlineData("#EnfantBattu", true)]
    [InlineData("Enfant-battu", true)]
    [InlineData("enfant mal battu", false)]
    [InlineData("battu enfant", false)]
    [InlineData("enfants battus", false)]
    public void A_phrase_is_these_words_in_this_order(string search, bool found) =>
        (Find(SetOf(("enfant battu", KeywordType.Phrase)), search) is not null).ShouldBe(found);

    [Theory]
    [InlineData("danger enfance", true)]
    [InlineData("enfance : quel danger ?", true)]
    [InlineData("danger enfant", false)]
    public void Broad_is_all_words_in_any_order(string search, bool found) =>
        (Find(SetOf(("enfance danger", KeywordType.Broad)), search) is not null).ShouldBe(found);

    [Theory]
    [InlineData("Qui appeler ?", true)]
    [InlineData("qui appeler maintenant", false)]
    public void Exact_is_the_whole_search(string search, bool found) =>
        (Find(SetOf(("qui appeler", KeywordType.Exact)), search) is not null).ShouldBe(found);

    [Theory]
    [InlineData("phrase")]
    [InlineData("broad")]
    [InlineData("fuzzy")]
    public void Of_two_that_say_as_much_the_one_that_its_authors_wrote_first_decides(string name)
    {
        var type = Campaigns.TypeOf(name);
        // Another campaign's keywords make one of the words common: that must not matter.
        var set = new KeywordSet([
            Campaigns.Of("ours", [("violence maison", type), ("danger enfance", type)]),
            Campaigns.Of("theirs", [("violence", type), ("maison", type), ("violence x", type), ("maison x", type)], partners: ["elsewhere"]),
        ]);

        set.Find("danger enfance violence maison", "any")!.Value.Keyword.Text.ShouldBe("violence maison");
    }

    [Fact]
    public void The_most_specific_keyword_wins()
    {
        var set = SetOf(
            ("enfance", KeywordType.Broad), ("enfance en danger", KeywordType.Phrase), ("danger", KeywordType.Phrase),
            ("#EnfanceEnDanger", KeywordType.Hashtag), ("enfance en danger oui", KeywordType.Exact));

        Find(set, "enfance en danger oui").ShouldBe("enfance en danger oui");
        Find(set, "voir #EnfanceEnDanger").ShouldBe("#EnfanceEnDanger");
        Find(set, "une enfance en danger").ShouldBe("enfance en danger");
        Find(set, "l'enfance").ShouldBe("enfance");
    }

    [Fact]
    public void A_keyword_of_a_campaign_for_other_partners_does_not_hide_one_for_this_partner()
    {
        var others = Campaign("others", ["twitter"], ("aide", KeywordType.Exact));
        var everyone = Campaign("everyone", [], ("aide", KeywordType.Phrase));
        var set = new KeywordSet([others, everyone]);

        set.Find("aide", "twitter")!.Value.Campaign.Name.ShouldBe("others");
        set.Find("aide", "tiktok")!.Value.Campaign.Name.ShouldBe("everyone");
    }

    [Fact]
    public void Of_several_campaigns_priority_decides_then_the_more_specific_match_then_weight()
    {
        var low = Campaigns.Of("low", [("aide", KeywordType.Exact)]);
        var high = Campaigns.Of("high", [("aide", KeywordType.Broad)], priority: 1);
        var specific = Campaigns.Of("specific", [("aide moi", KeywordType.Phrase)], weight: 1);
        var heavy = Campaigns.Of("heavy", [("moi", KeywordType.Phrase)], weight: 100);
        var equal = Campaigns.Of("equal", [("aide moi", KeywordType.Phrase)], weight: 2);

        new KeywordSet([low, high]).Find("aide", "tiktok")!.Value.Campaign.Name.ShouldBe("high");
        new KeywordSet([heavy, specific]).Find("aide moi", "tiktok")!.Value.Campaign.Name.ShouldBe("specific");
        new KeywordSet([specific, equal]).Find("aide moi", "tiktok")!.Value.Campaign.Name.ShouldBe("equal");
        new KeywordSet([specific, specific with { Name = "younger" }]).Find("aide moi", "tiktok")!.Value.Campaign.Name.ShouldBe("specific");
    }

    [Fact]
    public void Where_a_negative_keyword_stands_its_campaign_has_nothing_to_say_and_others_do()
    {
        var careful = Campaigns.Of("careful", [("battu", KeywordType.Phrase)], negative: [("fromage", KeywordType.Broad), ("omelette battue", KeywordType.Exact)], priority: 1);
        var other = Campaigns.Of("other", [("battu", KeywordType.Broad)]);

        new KeywordSet([careful]).Find("fromage battu", "tiktok").ShouldBeNull();
        new KeywordSet([careful]).Find("enfant battu", "tiktok")!.Value.Campaign.Name.ShouldBe("careful");
        new KeywordSet([careful, other]).Find("fromage battu", "tiktok")!.Value.Campaign.Name.ShouldBe("other");
    }

    [Theory]
    [InlineData("recette de crepes")]
    [InlineData("mot numero 4002")]
    [InlineData("numero 8 mot")]
    [InlineData("#119")]
    public void A_search_allocates_nothing_from_the_first_time_on(string search)
    {
        var set = SetOf([.. Enumerable.Range(0, 5_000).Select(i => ($"mot numero {i}", (KeywordType)(1 + (i % 4))))]);
        set.Find("autre chose", "tiktok");

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            set.Find(search, "tiktok");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void A_set_takes_over_what_did_not_change_and_nothing_else()
    {
        var kept = Campaign("kept", [], ("bleu azur", KeywordType.Concept));
        var changed = Campaign("changed", [], ("rouge vif", KeywordType.Concept));
        var paused = Campaign("paused", [], ("vert pomme", KeywordType.Concept));
        var before = new KeywordSet([kept, changed, paused]);
        Find(before, "vert pomme").ShouldBe("vert pomme");

        var after = new KeywordSet([kept, Campaign("changed", [], ("jaune paille", KeywordType.Concept)) with { Id = changed.Id, Revision = 2 }], before);

        Find(after, "bleu azur").ShouldBe("bleu azur");
        Find(after, "jaune paille").ShouldBe("jaune paille");
        Find(after, "rouge vif").ShouldBeNull();
        Find(after, "vert pomme").ShouldBeNull();
    }

    [Fact]
    public void As_many_patterns_as_an_author_may_write_are_matched_without_allocating()
    {
        static string Words(int i) => string.Join(' ', Enumerable.Range(1, 8).Select(j => $"{j}{i:0000}9"));
        var set = SetOf([.. Enumerable.Range(0, 5_000).Select(i => (Words(i), KeywordType.Concept))]);
        Find(set, $"oui {Words(4_999)}").ShouldBe(Words(4_999));
        Find(set, Words(4_999)[..^8]).ShouldBeNull();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            set.Find("oui 149999 et 249999", "tiktok");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static string? Find(KeywordSet set, string search) => set.Find(search, "tiktok")?.Keyword.Text;

    private static KeywordSet SetOf(params (string Text, KeywordType Type)[] keywords) => new([Campaign("A campaign", [], keywords)]);

    private static LiveCampaign Campaign(string name, string[] partners, params (string Text, KeywordType Type)[] keywords) => new()
    {
        Id = Guid.CreateVersion7(),
        Revision = 1,
        Name = name,
        Country = "FR",
        DefaultLocale = "fr",
        Partners = partners,
        Keywords = [.. keywords.Select(keyword => new LiveKeyword(Guid.CreateVersion7(), keyword.Text, keyword.Type))],
        Banners = [],
    };
}
