using System.Security.Claims;
using Banners.Data;
using Banners.Mistakes;
using Banners.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;

namespace Banners.Helplines;

/// <summary>Takes a helpline out of the registry. Banners that name the number go on showing it, as one that is always open.</summary>
internal static partial class RemoveHelpline
{
    public static void MapRemoveHelpline(this IEndpointRouteBuilder admin) =>
        admin.MapDelete("/v1/helplines/{country}/{number}", HandleAsync).WithName("RemoveHelpline").WithSummary("Takes a helpline out of the registry, with ?revision= only as its editor has read it.").WithTags("Helplines")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> HandleAsync(
        [CountryCode] string country, [PhoneNumber] string number,
        ClaimsPrincipal user, BannersDbContext db, TimeProvider clock, ILogger<SetHelpline.Request> logger, CancellationToken cancellationToken, long? revision = null)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await RevisionBell.NextRevisionAsync(db, cancellationToken);
        var there = await db.Helplines.Where(row => row.Country == country).ToListAsync(cancellationToken);
        if (there.Find(row => row.Number == number) is not { } removed)
            return TypedResults.NotFound();
        if (HelplineEditing.MovedOn(removed, revision) is { } moved)
            return moved;
        if (there.Find(row => PublishedSet.ReadHelpline(row.Content).Fallback.Contains(number, StringComparer.Ordinal)) is { } leaning)
            return TypedResults.Problem(Sentences.StandsIn.With(number, leaning.Number), statusCode: StatusCodes.Status409Conflict);
        db.Add(new HelplineChange { At = clock.GetUtcNow(), Actor = user.Actor().Name, Country = country, Number = number, Before = removed.Content });
        db.Remove(removed);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Log.Removed(logger, country, number);
        return TypedResults.NoContent();
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Information, "The helpline {Country} {Number} was removed.")]
        public static partial void Removed(ILogger logger, string country, string number);
    }
}
