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
using Banners.Serving;

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
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
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

    /// <summary>The campaigns that this partner may show at that time, each with the line that says all but its keywords.</summary>
    /// <param name="partner">Id of the platform.</param>
    /// <param name="campaigns">All that are live, the older first.</param>
    /// <param name="helplines">Which of them are open.</param>
    /// <param name="at">When.</param>
    /// <param name="seal">The token of a banner.</param>
    public static IReadOnlyList<(LiveCampaign Campaign, string Line)> Shown(
        string partner, IEnumerable<LiveCampaign> campaigns, HelplineBook helplines, DateTimeOffset at, Func<LiveCampaign, LiveBanner, string> seal) =>
        [.. campaigns.Where(campaign => campaign.Allows(partner) && FlightPlan.Of(campaign)?.IsOn(at) is not false)
            .Select(campaign => (campaign, $"campaign\t{Write(BundledCampaign.Of(campaign, helplines, at, seal))}"))];

    /// <param name="partner">Id of the platform.</param>
    /// <param name="shown">As <see cref="Shown"/> gave it.</param>
    public static BundleContent Of(string partner, IReadOnlyList<(LiveCampaign Campaign, string Line)> shown)
    {
        var languages = shown.Select(x => x.Campaign).Where(campaign => campaign.Keywords.Any(keyword => keyword.MatchType is KeywordType.Concept))
            .Select(campaign => Language.Of(campaign.DefaultLocale)).Distinct().OrderBy(language => language.Code, StringComparer.Ordinal);
        return new BundleContent([
            $"bundle\t{Format}\t{partner}",
            $"letters\t{Write(LetterTable.Instance)}",
            .. languages.Select(language => $"language\t{language.Code}\t{Write(LanguageTable.Of(language))}"),
            .. shown.SelectMany(x => Keywords(x.Campaign).Prepend(x.Line)),
        ]);
    }

    private static IEnumerable<string> Keywords(LiveCampaign campaign)
    {
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
