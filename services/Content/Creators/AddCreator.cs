using System.ComponentModel.DataAnnotations;
using Content.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceDefaults.Keys;

namespace Content.Creators;

public static class AddCreator
{
    public sealed record NewCreator(
        [property: Required, RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$"), StringLength(60)] string Slug,
        [property: Required, StringLength(80, MinimumLength = 1)] string Name,
        [property: Required, StringLength(160)] string RoleFr,
        [property: Required, StringLength(160)] string RoleEn,
        bool SignLanguage,
        bool DiscreetShare);

    internal sealed record AddedCreator(Guid Id, string Slug);

    public static void MapAddCreator(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/creators", HandleAsync).RequireAuthorization(Policies.Admin)
            .WithName("AddCreator").WithSummary("Adds a creator, so that videos can be uploaded under the name.").WithTags("Creators")
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Created<AddedCreator>, ProblemHttpResult>> HandleAsync(NewCreator request, ContentDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var creator = new Creator
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Slug = request.Slug,
            Name = request.Name,
            RoleFr = request.RoleFr,
            RoleEn = request.RoleEn,
            SignLanguage = request.SignLanguage,
            DiscreetShare = request.DiscreetShare,
        };
        db.Creators.Add(creator);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return TypedResults.Problem("A creator with this slug exists already.", statusCode: StatusCodes.Status409Conflict);
        }

        return TypedResults.Created((string?)null, new AddedCreator(creator.Id, creator.Slug));
    }
}
