using System.Security.Cryptography;
using Banners.Serving;
using Microsoft.Extensions.Options;

namespace Benchmarks.Receipt;

/// <summary>Tokens as Banners makes them with a decision, each of a decision of its own, so that no event is a duplicate.</summary>
internal sealed class Tokens
{
    private const int CampaignCount = 5;
    private readonly Guid[] _campaigns = [.. Enumerable.Range(0, CampaignCount).Select(_ => Guid.CreateVersion7())];
    private readonly TokenSealer _sealer;

    public Tokens()
    {
        Setting = $"k1:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";
        _sealer = new TokenSealer(new TokenKeys(Setting), Options.Create(new TokenOptions { Keys = Setting }), TimeProvider.System);
    }

    /// <summary>For <c>Tokens:Keys</c>.</summary>
    public string Setting { get; }

    /// <summary>A file of paths, one a line, each posted once.</summary>
    public async Task<string> WriteAsync(string folder, int count, CancellationToken cancellationToken, string name = "paths")
    {
        var file = Path.Combine(folder, $"{name}.txt");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, count).Select(index => $"/v1/impressions/{_sealer.Seal(Token(index))}"), cancellationToken);
        return file;
    }

    private DecisionToken Token(int index) => new()
    {
        DecisionId = Guid.CreateVersion7(),
        CampaignId = _campaigns[index % CampaignCount],
        BannerId = _campaigns[index % CampaignCount],
        KeywordId = _campaigns[index / 7 % CampaignCount],
        Partner = index % 2 == 0 ? "tiktok" : "twitter",
        Verified = true,
        Locale = "fr",
        Country = "FR",
        Region = index % 3 == 0 ? "FR-IDF" : "FR-BRE",
        Device = "phone",
    };
}
