using Banners.Authoring;
using Banners.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Banners.KeywordFiles;

/// <summary>The keywords of a draft as a file for a spreadsheet.</summary>
internal static class ExportKeywords
{
    public static void MapExportKeywords(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/v1/campaigns/{id:guid}/keywords.csv", HandleAsync).WithName("ExportKeywords").WithSummary("The keywords of a draft as CSV.").WithTags("Authoring")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");

    private static async Task<Results<FileContentHttpResult, NotFound>> HandleAsync(Guid id, BannersDbContext db, CancellationToken cancellationToken) =>
        await db.Campaigns.AsNoTracking().WithContent().SingleOrDefaultAsync(campaign => campaign.Id == id, cancellationToken) is { } campaign
            ? TypedResults.File(KeywordCsv.Write(campaign.Keywords), "text/csv; charset=utf-8", $"{id}-{campaign.Revision}.csv")
            : TypedResults.NotFound();
}
