using Analytics.Data;

namespace Analytics.Jobs;

/// <summary>Work that was asked for, and how far it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>rebuild</c> or <c>erase</c>.</param>
/// <param name="State"><c>queued</c>, <c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="From">First day of a rebuild.</param>
/// <param name="To">Last day of a rebuild.</param>
/// <param name="Partner">Whose data an erasure takes; null when it is done, because then nothing in the store names the partner.</param>
/// <param name="Days">Days that there are to do; null until it starts.</param>
/// <param name="DoneDays">Days that are done.</param>
/// <param name="Changed">Rollup cells that a rebuild found wrong and corrected, or rows that an erasure deleted.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Failure">Why it ended without doing all.</param>
internal sealed record JobAnswer(
    Guid Id, string Kind, string State, DateOnly? From, DateOnly? To, string? Partner, int? Days, int DoneDays, long Changed,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? Failure)
{
    public static JobAnswer Of(Job job) => new(
        job.Id, job.Kind, StateOf(job), job.From, job.To, job.Partner.Length == 0 ? null : job.Partner, job.Days, job.DoneDays, job.Changed,
        job.CreatedAt, job.StartedAt, job.FinishedAt, job.Failure);

    private static string StateOf(Job job) => job switch
    {
        { Failure: not null } => "failed",
        { FinishedAt: not null } => "done",
        { StartedAt: not null } => "running",
        _ => "queued",
    };
}
