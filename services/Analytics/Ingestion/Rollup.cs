namespace Analytics.Ingestion;

/// <summary>
/// One rollup table: what its cells are and how they follow from raw events. The ingestion adds to it and a rebuild corrects it, both by
/// this definition; only banner events are counted by <see cref="BannerCells"/> first.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="Keys">Its key columns.</param>
/// <param name="Values">The same as expressions over an event <c>e</c>, in the same order.</param>
/// <param name="OfDay">Which of its rows <c>t</c> belong to the UTC day $1.</param>
/// <param name="Raw">The raw events that are reported on the UTC day $1.</param>
/// <param name="Measures">What is counted, and how.</param>
internal sealed record Rollup(string Table, string Keys, string Values, string OfDay, string Raw, params (string Column, string Sum)[] Measures)
{
    /// <summary>Makes several cells of one event.</summary>
    public string Join { get; init; } = "";

    /// <summary>A condition on the event <c>e</c>; empty means every event.</summary>
    public string Only { get; init; } = "";

    /// <summary>A column that a change of a cell takes anew from its default; empty means none.</summary>
    public string Stamp { get; init; } = "";

    private string Stamped => Stamp.Length > 0 ? $", {Stamp} = excluded.{Stamp}" : "";

    private string Columns => string.Join(", ", Measures.Select(x => x.Column));

    private string Places => string.Join(", ", Enumerable.Range(1, Keys.Split(',').Length));

    /// <summary>Adds the events of a table to the cells, which it touches in the order of their key.</summary>
    public string Add(string source) => AddRows($"{Count(source)} order by {Places}");

    /// <summary>Adds cells that are counted already: an array for each column, keys first. They are touched in the order of their key too.</summary>
    public string AddCells() => AddRows($"select * from unnest({string.Join(", ", Enumerable.Range(1, Keys.Split(',').Length + Measures.Length).Select(x => $"${x}"))}) order by {Places}");

    private string AddRows(string rows) =>
        $"""
        insert into {Table} as t ({Keys}, {Columns}) {rows}
        on conflict ({Keys}) do update set {string.Join(", ", Measures.Select(x => $"{x.Column} = t.{x.Column} + excluded.{x.Column}"))}{Stamped}
        """;

    /// <summary>Makes the table of <see cref="Compare"/>, until the end of the transaction.</summary>
    public string Difference() => $"create temp table difference_{Table} on commit drop as select {Keys}, {Columns} from {Table} with no data";

    /// <summary>
    /// Counts the day $1 again and notes by how much cells are wrong. One statement sees one state of the store, and in every state events and
    /// what they add to the cells are there together: the differences hold whatever is added meanwhile.
    /// </summary>
    public string Compare() =>
        $"""
        insert into difference_{Table} ({Keys}, {Columns})
        with recount ({Keys}, {Columns}) as materialized ({Count($"({Raw})")})
        select {Keys}, {string.Join(", ", Measures.Select(x => $"coalesce(r.{x.Column}, 0) - coalesce(c.{x.Column}, 0)"))}
        from recount r full join (select {Keys}, {Columns} from {Table} t where {OfDay}) c using ({Keys})
        where r.{Measures[0].Column} is null or {string.Join(" or ", Measures.Select(x => $"r.{x.Column} is distinct from c.{x.Column}"))}
        """;

    /// <summary>Adds the differences.</summary>
    public string Correct() => AddRows($"select {Keys}, {Columns} from difference_{Table} order by {Places}");

    /// <summary>Deletes corrected cells of which nothing is left.</summary>
    public string Clear() =>
        $"""
        delete from {Table} t using difference_{Table} d
        where {string.Join(" and ", Keys.Split(", ").Select(x => $"t.{x} = d.{x}"))} and {string.Join(" and ", Measures.Select(x => $"t.{x.Column} <= 0"))}
        """;

    private string Count(string source) =>
        $"select {Values}, {string.Join(", ", Measures.Select(x => x.Sum))} from {source} e {Join} {(Only.Length > 0 ? $"where {Only}" : "")} group by {Places}";
}
