using System.Text;
using Banners.Bundles;
using Banners.Data;
using Banners.Seed;
using Banners.Serving;
using Banners.Tests.Matching;
using Microsoft.Extensions.DependencyInjection;
using Testing;

namespace Banners.Tests.Bundles;

/// <summary>What a phone has to load: at most 30 bytes a keyword, and 64 KB for tables and banners.</summary>
[Collection<BannersCollection>]
public sealed class BundleSizeTests(BannersApp app)
{
    private const int Many = 100_000;
    private static readonly Func<string, bool> Brotli = name => name == "br";
    private static readonly Func<string, bool> Gzip = name => name == "gzip";

    [Fact]
    public void A_keyword_of_a_hundred_thousand_weighs_at_most_30_bytes()
    {
        var none = Device.BundleOf("any", [Campaigns.Of("many", [])]);
        var all = Device.BundleOf("any", [Campaigns.Of("many", Keywords())]);
        Encoding.UTF8.GetString(all.Bytes).Split('\n').Length.ShouldBeGreaterThan(Many);

        foreach (var encoding in new[] { Brotli, Gzip })
        {
            var each = (double)(new Packed(all.Bytes).For(encoding).Bytes.Length - new Packed(none.Bytes).For(encoding).Bytes.Length) / Many;
            TestContext.Current.SendDiagnosticMessage($"{each:0.0} bytes a keyword");
            each.ShouldBeLessThanOrEqualTo(30);
        }
    }

    [Fact]
    public async Task Tables_and_banners_weigh_at_most_64_KB_with_the_distress_campaigns()
    {
        var current = app.Services.GetRequiredService<CurrentSet>();
        await Eventually.IsTrueAsync(() => current.Set!.Campaigns.Count(campaign => campaign.Allows("sandbox") && campaign.Banners.Count > 20) >= 2);
        var lines = Encoding.UTF8.GetString(app.Services.GetRequiredService<BundleStore>().For("sandbox")!.Full.Content).Split('\n');
        var tables = lines.Where(line => line.Split('\t', 2) is ["letters" or "language" or "campaign", _]).ToList();
        tables.Count.ShouldBeGreaterThanOrEqualTo(6);

        foreach (var encoding in new[] { Brotli, Gzip })
        {
            var weight = new Packed(Encoding.UTF8.GetBytes(string.Join('\n', tables))).For(encoding).Bytes.Length;
            TestContext.Current.SendDiagnosticMessage($"{weight} bytes of tables and banners, {new Packed(Encoding.UTF8.GetBytes(string.Join('\n', lines))).For(encoding).Bytes.Length} with {lines.Length} lines");
            weight.ShouldBeLessThanOrEqualTo(64 * 1024);
        }
    }

    // What platforms have: one to five words, from a vocabulary with common and rare ones, in no order; the words of the seed are real.
    private static IEnumerable<(string Text, KeywordType Type)> Keywords()
    {
        var random = new Random(119);
        var words = new[] { "distress-fr", "distress-en" }.SelectMany(seed => ConceptFile.Read(seed).Classes).SelectMany(known => known.Words).Distinct().ToArray();
        string Word() => words[(int)(words.Length * Math.Pow(random.NextDouble(), 2))];
        KeywordType[] types = [KeywordType.Phrase, KeywordType.Phrase, KeywordType.Broad, KeywordType.Exact, KeywordType.Hashtag];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Count < Many)
        {
            var text = string.Join(' ', Enumerable.Range(0, 1 + random.Next(5)).Select(_ => Word()));
            if (seen.Add(text))
                yield return (text, types[seen.Count * types.Length / (Many + 1)]);
        }
    }
}
