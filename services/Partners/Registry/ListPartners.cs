using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Partners.Data;
using ServiceDefaults.Keys;

namespace Partners.Registry;

internal static class ListPartners
{
    public sealed record PartnerRow(string Id, string Name, bool Sandbox, IReadOnlyList<string> WebOrigins, int Keys, long Revision, DateTimeOffset RegisteredAt);

    public static void MapListPartners(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/partners", HandleAsync)
            .WithName("ListPartners").WithSummary("The registered partners, without keys and secrets.").WithTags("Registry")
            .RequireAuthorization(Policies.Admin);

    private static async Task<Ok<List<PartnerRow>>> HandleAsync(PartnersDbContext db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.Partners.AsNoTracking().OrderBy(partner => partner.Id)
            .Select(partner => new PartnerRow(partner.Id, partner.Name, partner.Sandbox, partner.WebOrigins, partner.KeyHashes.Length, partner.Revision, partner.RegisteredAt))
            .Take(1000).ToListAsync(cancellationToken));
}
