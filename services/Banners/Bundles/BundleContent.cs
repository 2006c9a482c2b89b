using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Banners.Authoring;
using Banners.Data;
using Banners.Matching;
using Banners.Matching.Concepts;

namespace Banners.Bundles;

/// <summary>
/// Everything that one partner's decisions use, as lines of text; the format is in this folder's README. The same campaigns give the
/// same bytes in every replica, so the version, their hash, moves only when something for this partner changes.
/// </summary>
internal sealed class BundleContent
{
    private const string Format = "1";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        // Read by JSON.parse alone, never as HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private BundleContent(IEnumerable<string> lines)
    {
        Bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        Version = VersionOf(Bytes);
    }

    public byte[] Bytes { get; }

    /// <summary>SHA-256 of <see cref="Bytes"/>, base64url.</summary>
    public string Version { get; }

    public static string VersionOf(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(SHA256.HashData(bytes));

    /// <param name="partner">Id of the platform.</param>
    /// <param name="campaigns">All that are live, the older first.</param>
    /// <param name="seal">The token of a banner.</param>
    public static BundleContent Of(string partner, IEnumerable<LiveCampaign> campaigns, Func<LiveCampaign, LiveBanner, string> seal)
    {
        var allowed = campaigns.Where(campaign => campaign.Allows(partner)).ToList();
        var languages = allowed.Where(campaign => campaign.Keywords.Any(keyword => keyword.MatchType is KeywordType.Concept))
            .Select(campaign => Language.Of(campaign.DefaultLocale)).Distinct().OrderBy(language => language.Code, StringComparer.Ordinal);
        return new BundleContent([
            $"bundle\t{Format}\t{partner}",
            $"letters\t{Write(LetterTable.Instance)}",
            .. languages.Select(language => $"language\t{language.Code}\t{Write(LanguageTable.Of(language))}"),
            .. allowed.SelectMany(campaign => Lines(campaign, seal)),
        ]);
    }

    private static IEnumerable<string> Lines(LiveCampaign campaign, Func<LiveCampaign, LiveBanner, string> seal)
    {
        yield return $"campaign\t{Write(BundledCampaign.Of(campaign, seal))}";
        var names = campaign.WordClasses.Select(known => known.Name).ToHashSet(StringComparer.Ordinal);
        var group = "";
        foreach (var keyword in campaign.Keywords)
        {
            if (TextOf(keyword, names) is not { Length: > 0 } text)
                continue;
            var next = $"keywords\t{CampaignAnswer.NameOf(keyword.MatchType)}\t{keyword.Kind}\t{(keyword.Negative ? "-" : "")}";
            if (next != group)
                yield return group = next;
            yield return KeywordCode.Of(keyword.Id) + text;
        }
    }

    /// <summary>A pattern as its author wrote it, other keywords as they are compared; null for what the server passes over too.</summary>
    private static string? TextOf(LiveKeyword keyword, HashSet<string> classes)
    {
        if (keyword.MatchType is not KeywordType.Concept)
            return string.Join(' ', Search.OfKeyword(keyword.Text).Words);
        if (Pattern.Parse(keyword.Text, out _) is not { } pattern || !pattern.Classes.All(classes.Contains))
            return null;
        // Ends no line and no cell, and is a space to whoever trims it and none to whoever divides patterns by spaces.
        return string.Create(keyword.Text.Length, keyword.Text, (letters, text) =>
        {
            for (var i = 0; i < letters.Length; i++)
                letters[i] = text[i] is '\t' or '\n' or '\r' ? '\u00A0' : text[i];
        });
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Json);
}
