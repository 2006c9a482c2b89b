using System.Globalization;

namespace EndToEnd.Tests.Chaos;

/// <summary>How much chaos, as <c>./campaign test chaos [--long] [--seed N] [--visitors N]</c> hands it on in the environment.</summary>
/// <param name="Long">Ten minutes instead of half a one.</param>
/// <param name="Seed">Decides which fault hits whom when.</param>
/// <param name="Visitors">People at once; each has at most one event in flight.</param>
internal sealed record ChaosSettings(bool Long, int Seed, int Visitors)
{
    public TimeSpan Duration => Long ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(30);

    public int Kills => Long ? 50 : 7;

    public int Pauses => Long ? 120 : 10;

    public int FullDisks => Long ? 3 : 1;

    /// <summary>How long the broker stands still afterwards, with nothing else beside it.</summary>
    public TimeSpan Outage => Long ? TimeSpan.FromMinutes(5) : TimeSpan.FromSeconds(5);

    /// <summary>What the load has to bring to acknowledgement; less proves too little.</summary>
    public int LeastAcknowledged => Long ? 100_000 : 1_000;

    public int DiskMebibytes => Long ? 4096 : 1536;

    public static ChaosSettings Read()
    {
        var isLong = string.Equals(Environment.GetEnvironmentVariable("CAMPAIGN_CHAOS"), "long", StringComparison.OrdinalIgnoreCase);
        return new(isLong, Number("CAMPAIGN_CHAOS_SEED", 119), Number("CAMPAIGN_CHAOS_VISITORS", isLong ? 400 : 120));
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
