using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Analytics.Live;

/// <summary>
/// A place in the order of commits: which transactions a reading of the store has seen, as PostgreSQL's own snapshot. Numbers of
/// transactions alone would not do, since they commit in another order than they begin; a snapshot names those that were still open.
/// So nothing is lost however they commit, one that stays open for long holds nobody back, and any replica can go on from it.
/// </summary>
/// <param name="epoch">Names the store that the numbers belong to; another one after a restore or a failover.</param>
/// <param name="at">When it was read, by the store's clock, to the second.</param>
/// <param name="xmin">All transactions before this one are seen or never to be seen.</param>
/// <param name="xmax">This one and all after it are not seen.</param>
/// <param name="open">Those in between that are not seen.</param>
internal sealed class LiveCursor(string epoch, DateTimeOffset at, ulong xmin, ulong xmax, IReadOnlyCollection<ulong> open)
{
    private const int LongestText = 8 * 1024;
    private readonly HashSet<ulong> _open = [.. open];
    private readonly ulong _xmin = xmin;
    private readonly ulong _xmax = xmax;

    public string Epoch => epoch;

    public DateTimeOffset At => at;

    /// <summary>The snapshot as PostgreSQL writes it.</summary>
    public string Snapshot => string.Create(CultureInfo.InvariantCulture, $"{_xmin}:{_xmax}:{string.Join(',', _open.Order())}");

    /// <summary>Whether what that transaction did is in the reading.</summary>
    public bool Sees(ulong transaction) => transaction < _xmin || (transaction < _xmax && !_open.Contains(transaction));

    /// <summary>Whether this reading has all that the other has. Of two snapshots of one store one always covers the other.</summary>
    public bool Covers(LiveCursor other) => epoch == other.Epoch && _xmin >= other._xmin && _xmax >= other._xmax && !_open.Any(other.Sees);

    public static LiveCursor Of(string epoch, DateTimeOffset at, string snapshot) =>
        TryParse($"{epoch}-{at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}-{snapshot}", out var cursor)
            ? cursor
            : throw new FormatException("PostgreSQL wrote a snapshot that cannot be read.");

    /// <summary><c>epoch-seconds-xmin:xmax:open,…</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{At.ToUnixTimeSeconds()}-{Snapshot}");

    public static bool TryParse(string? text, [NotNullWhen(true)] out LiveCursor? cursor)
    {
        cursor = null;
        if (text is null || text.Length > LongestText || text.Split('-') is not [{ Length: > 0 } epoch, var seconds, var snapshot] || snapshot.Split(':') is not [var min, var max, var open])
            return false;
        if (!long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            || !TryNumber(min, out var xmin) || !TryNumber(max, out var xmax) || xmax < xmin)
            return false;
        var transactions = new List<ulong>();
        foreach (var part in open.Length == 0 ? [] : open.Split(','))
        {
            if (!TryNumber(part, out var transaction) || transaction < xmin || transaction >= xmax)
                return false;
            transactions.Add(transaction);
        }

        cursor = new LiveCursor(epoch, DateTimeOffset.FromUnixTimeSeconds(at), xmin, xmax, transactions);
        return true;
    }

    private static bool TryNumber(string text, out ulong number) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
