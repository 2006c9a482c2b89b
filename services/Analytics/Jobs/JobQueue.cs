using Analytics.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Analytics.Jobs;

/// <summary>Takes work on. That a job of a kind is not taken twice at once is an index, so that two replicas cannot both say yes.</summary>
internal sealed class JobQueue(MetricsDbContext db, TimeProvider clock)
{
    /// <returns>Null when such a job has not ended yet.</returns>
    public async Task<Job?> AddAsync(string kind, DateOnly? from, DateOnly? to, string partner, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var job = new Job { Id = Guid.CreateVersion7(now), Kind = kind, From = from, To = to, Partner = partner, CreatedAt = now };
        db.Add(job);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return job;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return null;
        }
    }
}
