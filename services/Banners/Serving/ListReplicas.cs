using Banners.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Banners.Serving;

/// <summary>Which replicas have confirmed the newest revision: the proof that a pause has arrived everywhere.</summary>
internal static class ListReplicas
{
    internal sealed record Answer(long Revision, IReadOnlyList<Item> Replicas);

    /// <param name="Current">It decides from the newest revision.</param>
    /// <param name="Alive">It was heard of within the last 5 seconds.</param>
    internal sealed record Item(Guid Id, string Host, long Revision, bool Current, bool Alive, DateTimeOffset StartedAt, DateTimeOffset ConfirmedAt, DateTimeOffset SeenAt);

    public static void MapListReplicas(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/v1/replicas", HandleAsync).WithName("ListReplicas").WithSummary("Replicas, and which revision each decides from.").WithTags("Operations");

    private static async Task<Ok<Answer>> HandleAsync(BannersDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var revision = await db.PublishedRevisions.Select(row => row.Revision).SingleAsync(cancellationToken);
        var replicas = await db.Replicas.AsNoTracking().OrderBy(replica => replica.Id).ToListAsync(cancellationToken);
        var since = clock.GetUtcNow() - TimeSpan.FromSeconds(5);
        return TypedResults.Ok(new Answer(revision, replicas.ConvertAll(x =>
            new Item(x.Id, x.Host, x.Revision, x.Revision == revision, x.SeenAt >= since, x.StartedAt, x.ConfirmedAt, x.SeenAt))));
    }
}
