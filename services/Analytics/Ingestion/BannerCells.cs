using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.Ingestion;

/// <summary>
/// What the new events of a transaction add to the rollups of banner events, counted here and not by PostgreSQL, which would read and sort
/// them once for each table. The cells are those that <see cref="Rollups"/> defines; a rebuild, which counts by that, finds nothing to correct.
/// </summary>
internal sealed class BannerCells
{
    private readonly Dictionary<Kind, int> _kinds = [];
    private readonly Dictionary<Cell, long> _minutes = [];
    private readonly Dictionary<Cell, long> _hours = [];
    private readonly Dictionary<Cell, long> _days = [];
    private readonly Dictionary<Cell, long> _devices = [];
    private readonly Dictionary<Cell, long> _keywords = [];
    private readonly Dictionary<Cell, long> _locales = [];
    private readonly Dictionary<Cell, long> _regions = [];

    /// <summary>What every rollup is split by. There are few, so that cells name theirs by a number.</summary>
    private readonly record struct Kind(Guid Campaign, string Partner, string Type, string Validity, bool Verified);

    /// <param name="Bucket">Start of the minute, the hour or the day (UTC).</param>
    /// <param name="Kind">Number of its kind.</param>
    /// <param name="Id">The banner or the keyword.</param>
    /// <param name="Value">The locale, the region or the device.</param>
    private readonly record struct Cell(DateTime Bucket, int Kind, Guid Id, string Value = "");

    private sealed record Counted(Kind Kind, DateTime Bucket, string Dimension, Guid Id, string Value, long Count);

    public void Add(AcceptedBannerEvent accepted)
    {
        var (recorded, at) = (accepted.Event, accepted.ReceivedAt.UtcDateTime);
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _kinds, new Kind(recorded.CampaignId, recorded.Partner, recorded.Type, recorded.Validity, recorded.Verified), out var known);
        if (!known)
            number = _kinds.Count - 1;
        var kind = number;
        Count(_minutes, new Cell(at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute)), kind, Guid.Empty));
        Count(_hours, new Cell(at.AddTicks(-(at.Ticks % TimeSpan.TicksPerHour)), kind, recorded.BannerId));
        Count(_days, new Cell(at.Date, kind, recorded.BannerId));
        Count(_devices, new Cell(at.Date, kind, Guid.Empty, accepted.Device ?? ""));
        Count(_keywords, new Cell(at.Date, kind, recorded.KeywordId));
        Count(_locales, new Cell(at.Date, kind, Guid.Empty, accepted.Locale ?? ""));
        Count(_regions, new Cell(at.Date, kind, Guid.Empty, accepted.Region ?? accepted.Country ?? ""));

        static void Count(Dictionary<Cell, long> cells, in Cell cell) => CollectionsMarshal.GetValueRefOrAddDefault(cells, cell, out _)++;
    }

    /// <summary>The statements, in the order in which every transaction touches the tables; each sorts its cells itself.</summary>
    public IEnumerable<NpgsqlBatchCommand> Additions()
    {
        var kinds = new Kind[_kinds.Count];
        foreach (var (kind, number) in _kinds)
            kinds[number] = kind;
        yield return Addition(Rollups.Minutes, All(_minutes), [Moments, Campaigns]);
        yield return Addition(Rollups.Hours, All(_hours), [Moments, Campaigns, Ids]);
        yield return Addition(Rollups.Days, All(_days), [Dates, Campaigns, Ids]);
        yield return Addition(
            Rollups.DayCells,
            [.. All(_devices, "device"), .. All(_keywords, "keyword"), .. All(_locales, "locale"), .. All(_regions, "region")],
            [Dates, cells => Texts(cells, x => x.Dimension), cells => Texts(cells, x => x.Value), Campaigns]);

        Counted[] All(Dictionary<Cell, long> counts, string dimension = "") =>
            [.. counts.Select(x => new Counted(kinds[x.Key.Kind], x.Key.Bucket, dimension, x.Key.Id, dimension == "keyword" ? x.Key.Id.ToString() : x.Key.Value, x.Value))];
    }

    private static NpgsqlBatchCommand Addition(Rollup rollup, Counted[] cells, IReadOnlyList<Func<Counted[], NpgsqlParameter>> first)
    {
        var command = new NpgsqlBatchCommand(rollup.AddCells());
        foreach (var column in first)
            command.Parameters.Add(column(cells));
        command.Parameters.Add(Texts(cells, x => x.Kind.Partner));
        command.Parameters.Add(Texts(cells, x => x.Kind.Type));
        command.Parameters.Add(Texts(cells, x => x.Kind.Validity));
        command.Parameters.Add(Column(cells, x => x.Kind.Verified, NpgsqlDbType.Boolean));
        command.Parameters.Add(Column(cells, x => x.Count, NpgsqlDbType.Bigint));
        return command;
    }

    private static NpgsqlParameter Moments(Counted[] cells) => Column(cells, x => x.Bucket, NpgsqlDbType.TimestampTz);

    private static NpgsqlParameter Dates(Counted[] cells) => Column(cells, x => DateOnly.FromDateTime(x.Bucket), NpgsqlDbType.Date);

    private static NpgsqlParameter Campaigns(Counted[] cells) => Column(cells, x => x.Kind.Campaign, NpgsqlDbType.Uuid);

    private static NpgsqlParameter Ids(Counted[] cells) => Column(cells, x => x.Id, NpgsqlDbType.Uuid);

    private static NpgsqlParameter Texts(Counted[] cells, Func<Counted, string> text) => Column(cells, text, NpgsqlDbType.Text);

    private static NpgsqlParameter Column<T>(Counted[] cells, Func<Counted, T> value, NpgsqlDbType type) => new NpgsqlParameter<T[]>
    {
        TypedValue = Array.ConvertAll(cells, new Converter<Counted, T>(value)),
        NpgsqlDbType = NpgsqlDbType.Array | type,
    };
}
