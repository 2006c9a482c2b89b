using System.Diagnostics.CodeAnalysis;
using Analytics.Ingestion;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Analytics.Reports;

/// <summary>Days from–to, both inclusive and both optional (UTC).</summary>
internal static class Period
{
    /// <summary>The refusal of a period that ends before it begins.</summary>
    public static ValidationProblem? Check(DateOnly? from, DateOnly? to) =>
        from > to ? Refuse("to", "The period ends before it begins: 'to' must not be earlier than 'from'.") : null;

    /// <summary>The refusal of a partner that cannot be one. One that nobody knows is none: its figures are 0.</summary>
    public static ValidationProblem? CheckPartner(string? partner) =>
        partner is null || Tidy.IsPartner(partner) ? null : Refuse("partner", "A partner's id is 1 to 40 lower-case letters, digits, - or _.");

    /// <summary>The refusal of a year in which nothing of this can have been.</summary>
    public static ValidationProblem? CheckYear(string field, int? year) =>
        year is < 2000 or > 2999 ? Refuse(field, "Dates must lie between the years 2000 and 2999.") : null;

    [SuppressMessage("Performance", "CA1861", Justification = "A refusal is rare.")]
    public static ValidationProblem Refuse(string field, string text) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [text] });

    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The first moment after the day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : StartOf(day.AddDays(1));
}
