using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Banners.Helplines;

/// <summary>One helpline.</summary>
internal static class GetHelpline
{
    public static void MapGetHelpline(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/v1/helplines/{country}/{number}", HandleAsync).WithName("GetHelpline").WithSummary("One helpline.").WithTags("Helplines")
            .ProducesValidationProblem();

    private static async Task<Results<Ok<HelplineAnswer>, NotFound>> HandleAsync(
        [CountryCode] string country, [PhoneNumber] string number,
        BannersDbContext db, TimeProvider clock, CancellationToken cancellationToken) =>
        await db.Helplines.AsNoTracking().SingleOrDefaultAsync(row => row.Country == country && row.Number == number, cancellationToken) is { } row
            ? TypedResults.Ok(HelplineAnswer.Of(row, clock.GetUtcNow()))
            : TypedResults.NotFound();
}
