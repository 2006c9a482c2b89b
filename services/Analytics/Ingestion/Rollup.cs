namespace Analytics.Ingestion;

/// <summary>
/// One rollup table: what its cells are and how they follow from raw events. The ingestion adds to it and a rebuild corrects it, both by
/// this definition, so that the two cannot come to differ.
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
    public string Add(string source) =>
        $"""
        insert into {Table} as t ({Keys}, {Columns}) {Count(source)} order by {Places}
        on conflict ({Keys}) do update set {string.Join(", ", Measures.Select(x => $"{x.Column} = t.{x.Column} + excluded.{x.Column}"))}{Stamped}
        """;

    /// <summary>Counts the day $1 again and writes the cells that were wrong; answers how many these were.</summary>
    public string Correct() =>
        $"""
        with recount ({Keys}, {Columns}) as materialized ({Count($"({Raw})")}),
        removed as (
            delete from {Table} t where {OfDay} and not exists (
                select from recount r where {string.Join(" and ", Keys.Split(", ").Select(x => $"r.{x} = t.{x}"))}) returning 1),
        put as (
            insert into {Table} as t ({Keys}, {Columns}) select {Keys}, {Columns} from recount
            on conflict ({Keys}) do update set {string.Join(", ", Measures.Select(x => $"{x.Column} = excluded.{x.Column}"))}{Stamped}
            where {string.Join(" or ", Measures.Select(x => $"t.{x.Column} <> excluded.{x.Column}"))} returning 1)
        select (select count(*) from removed) + (select count(*) from put)
        """;

    private string Count(string source) =>
        $"select {Values}, {string.Join(", ", Measures.Select(x => x.Sum))} from {source} e {Join} {(Only.Length > 0 ? $"where {Only}" : "")} group by {Places}";
}
