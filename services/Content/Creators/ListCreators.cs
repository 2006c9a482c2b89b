using Content.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Database;

namespace Content.Creators;

internal static class ListCreators
{
    private const int Limit = 500;

    internal sealed record CreatorAnswer(Guid Id, string Slug, string Name, CreatorRole Role, bool SignLanguage, bool DiscreetShare);

    internal sealed record CreatorRole(string Fr, string En);

    public static void AddCreators(this WebApplicationBuilder builder) => builder.Services.AddSingleton<ISeed, CreatorSeed>();

    public static void MapCreators(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/creators", HandleAsync)
            .WithName("ListCreators").WithSummary("The creators whose videos can be uploaded.").WithTags("Creators");
        app.MapAddCreator();
    }

    private static async Task<Ok<List<CreatorAnswer>>> HandleAsync(ContentDbContext db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.Creators.AsNoTracking().OrderBy(x => x.Name).Take(Limit)
            .Select(x => new CreatorAnswer(x.Id, x.Slug, x.Name, new CreatorRole(x.RoleFr, x.RoleEn), x.SignLanguage, x.DiscreetShare))
            .ToListAsync(cancellationToken));
}
