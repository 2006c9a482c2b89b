using System.Text.Json;
using System.Text.Json.Nodes;
using Banners.Auditing;
using Banners.Data;
using Banners.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Banners.Versions;

/// <summary>A campaign as it was published.</summary>
internal static class GetVersion
{
    /// <param name="Content">Name, country, partners, keywords, banners, word classes and rank, as decisions saw them.</param>
    internal sealed record Answer(int Number, DateTimeOffset At, string ApprovedBy, IReadOnlyList<string> Writers, long Revision, JsonObject Content);

    public static void MapGetVersion(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/v1/campaigns/{id:guid}/versions/{number:int}", HandleAsync).WithName("GetVersion").WithSummary("A campaign as it was published.").WithTags("Authoring");

    private static async Task<Results<Ok<Answer>, NotFound>> HandleAsync(Guid id, int number, BannersDbContext db, CancellationToken cancellationToken)
    {
        if (await db.CampaignVersions.AsNoTracking().SingleOrDefaultAsync(x => x.CampaignId == id && x.Number == number, cancellationToken) is not { } version)
            return TypedResults.NotFound();
        var content = JsonSerializer.SerializeToNode(PublishedSet.Read(version.Content), Snapshot.Json)!.AsObject();
        return TypedResults.Ok(new Answer(version.Number, version.At, version.ApprovedBy, version.Writers, version.Revision, content));
    }
}
