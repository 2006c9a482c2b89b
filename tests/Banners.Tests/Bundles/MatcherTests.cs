using System.IO.Compression;
using Banners.Bundles;
using Banners.Data;
using Banners.Matching;
using Banners.Tests.Matching;
using Browsing;
using CsCheck;

namespace Banners.Tests.Bundles;

/// <summary>The matcher of the browser finds what the server's finds: the same vectors, labelled searches and noise through both.</summary>
public sealed class MatcherTests(Chromium chromium)
{
    private static readonly LiveCampaign[] All =
    [
        Campaigns.Distress("distress-fr", "fr") with { Lookalikes = true },
        Campaigns.Distress("distress-en", "en"),
        Campaigns.Of("others",
            [
                ("#119", KeywordType.Hashtag), ("#AlloEnfanceEnDanger", KeywordType.Hashtag), ("enfant battu", KeywordType.Phrase), ("danger enfance", KeywordType.Broad),
                ("enfance danger maison", KeywordType.Broad), ("maltraitance", KeywordType.Fuzzy), ("violences conjugales", KeywordType.Fuzzy), ("viol", KeywordType.Fuzzy),
                ("qui appeler", KeywordType.Exact), ("虐待", KeywordType.Phrase), ("عنف", KeywordType.Broad), ("au secours", KeywordType.Phrase), ("je me sens seul", KeywordType.Phrase),
            ],
            negative: [("fromage", KeywordType.Broad), ("au secours", KeywordType.Exact)], weight: 2),
        Campaigns.Of("urgent", [("mon pere", KeywordType.Phrase), ("papa", KeywordType.Broad)], negative: [("crepes", KeywordType.Fuzzy)], priority: 1, lookalikes: true),
        Campaigns.Of("another partner's", [("mon", KeywordType.Broad), ("je", KeywordType.Broad)], partners: ["elsewhere"], priority: 9),
    ];

    private static readonly string[] Words =
        ["mon", "pere", "père", "me", "tape", "m'a", "frappé", "ma", "mère", "#119", "119", "papa", "enfance", "danger", "3nfance", "enfаnce", "maltraitence", "viol", "crêpes", "fromage",
         "j", "jpeur", "monpere", "menferme", "estceque", "au", "secooours", "SOSEnfants", "#EnfantBattu", "_", "虐待", "عُنْف", "папа", "my", "dad", "hits", "zorglub", "１１９", "ǅ", "ﬁn", "", "🙂", "aaaa", "l'", "-"];

    // Any UTF-16, valid or not, mixed with what the rules speak of.
    private static readonly Gen<string> Noise = Gen.OneOf<string>(
        Gen.Char.Array[0, 300].Select(letters => new string(letters)),
        Gen.OneOf(Gen.OneOf(Words), Gen.OneOf(" ", " ", " ", "\u200B", "\u0301", "\uD83D", "\uDE00", "#", "_", ", ", "\t", "\u0085", "\uFEFF", "\u00A0")).Array[0, 40].Select(string.Concat),
        Gen.OneOf(Words).Array[1, 45].Select(words => string.Join(' ', words)));

    [Fact]
    public async Task Every_case_of_the_vectors_is_found_as_its_author_says()
    {
        await using var device = await Device.OpenAsync(chromium);
        var wrong = new List<string>();
        foreach (var vector in VectorTests.Vectors)
        {
            var found = await device.FindAsync(Device.ContentOf("any", [vector.Campaign]), [.. vector.Found, .. vector.Not]);
            wrong.AddRange(vector.Found.Concat(vector.Not).Index().Where(x => found[x.Index] is null == x.Index < vector.Found.Count)
                .Select(x => $"{vector.Type} {vector.Keyword}: {x.Item}"));
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("tuning/need", 1_000)]
    [InlineData("tuning/innocent", 4_000)]
    [InlineData("heldout/need", 400)]
    [InlineData("heldout/innocent", 1_000)]
    public async Task Labelled_searches_bring_the_same_keyword(string half, int atLeast)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Repository(), "tests", "Benchmarks", "Recall", $"{half}.tsv"));
        var searches = lines.Skip(1).Select(line => line.Split('\t')[2]).ToList();
        searches.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        await using var device = await Device.OpenAsync(chromium);

        var disagreements = await device.DisagreementsAsync(All, searches);

        // Nobody may read the held-out half: how many there are must be enough.
        if (half.StartsWith("heldout", StringComparison.Ordinal))
            disagreements.Count.ShouldBe(0);
        else
            disagreements.ShouldBeEmpty();
    }

    [Fact]
    public async Task Noise_brings_the_same_keyword()
    {
        var searches = new List<string>();
        Noise.Sample(searches.Add, iter: 5_000, threads: 1, seed: "0000KOIPe036");
        var set = new KeywordSet(All);
        searches.Count(search => set.Find(search, "sandbox") is not null).ShouldBeGreaterThan(1_000, "noise that matches nothing shows little");
        await using var device = await Device.OpenAsync(chromium);

        (await device.DisagreementsAsync(All, searches)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_platform_has_shown_today_counts_on_the_device_too()
    {
        LiveCampaign[] campaigns = [Campaigns.Of("seldom", [("aide", KeywordType.Exact)], priority: 1) with { MaxPerDay = 2 }, Campaigns.Of("always", [("aide", KeywordType.Broad)])];
        await using var device = await Device.OpenAsync(chromium);
        var set = new KeywordSet(campaigns);
        for (var shown = 0; shown < 4; shown++)
        {
            var code = (await device.FindAsync(Device.ContentOf("any", campaigns), ["aide"], shown)).Single();
            code.ShouldBe(KeywordCode.Of(set.Find("aide", "any", shown)!.Value.Keyword.Id));
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("FR", "IDF")]
    [InlineData(null, "idf")]
    [InlineData("BE", "IDF")]
    [InlineData("be", "bru")]
    [InlineData(null, "FR-BRE")]
    [InlineData("FR", "fr-idf")]
    [InlineData("FR", null)]
    public async Task A_campaign_of_some_regions_is_shown_there_on_the_device_too(string? country, string? region)
    {
        LiveCampaign[] campaigns = [Campaigns.Of("there", [("aide", KeywordType.Exact)]) with { Regions = ["FR-IDF", "BE-BRU"] }];
        await using var device = await Device.OpenAsync(chromium);
        var server = new KeywordSet(campaigns).Find("aide", new Asked { Partner = "any", Country = country, Region = region, Now = TimeProvider.System.GetUtcNow() });

        var found = await device.Page.EvaluateAsync<bool>(
            "async ([content, asked]) => { const { Matcher } = await import('/matcher.js'); return new Matcher(content).find('aide', JSON.parse(asked)) !== null; }",
            new object[] { Device.ContentOf("any", campaigns), System.Text.Json.JsonSerializer.Serialize(new { country, region }) });

        found.ShouldBe(server is not null);
    }

    [Fact]
    public async Task Every_character_is_read_alike()
    {
        await using var device = await Device.OpenAsync(chromium);
        var read = await device.Page.EvaluateAsync<string>(
            """
            async (content) => {
              const { Matcher } = await import('/matcher.js');
              const matcher = new Matcher(content);
              const read = [];
              for (let value = 0; value <= 0x3ffff; value++) {
                const sign = String.fromCodePoint(value);
                read.push(matcher.normalize(`a${sign}b#a${sign}Ba`));
              }
              return read.join('\n');
            }
            """,
            Device.ContentOf("any", []));

        var different = read.Split('\n').Index().Where(x => x.Item != Normalizer.Normalize(Around(x.Index)))
            .Select(x => $"U+{x.Index:X4}: {Normalizer.Normalize(Around(x.Index))} on the server, {x.Item} on the device");

        different.ShouldBeEmpty();
    }

    private static string Around(int value)
    {
        var sign = value is >= 0xD800 and <= 0xDFFF ? ((char)value).ToString() : char.ConvertFromUtf32(value);
        return $"a{sign}b#a{sign}Ba";
    }

    [Fact]
    public void The_script_is_small() => Compressed(ServeMatcher.Script.Bytes).ShouldBeLessThanOrEqualTo(10_000);

    private static long Compressed(byte[] content)
    {
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return into.Length;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Campaign.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
