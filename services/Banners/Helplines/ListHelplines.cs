using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Banners.Helplines;

/// <summary>The registry, by country and number.</summary>
internal static class ListHelplines
{
    internal sealed record Answer(IReadOnlyList<HelplineAnswer> Helplines);

    public static void MapListHelplines(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/v1/helplines", HandleAsync).WithName("ListHelplines").WithSummary("Helplines, by country and number.").WithTags("Helplines")
            .ProducesValidationProblem();

    private static async Task<Ok<Answer>> HandleAsync(
        BannersDbContext db, TimeProvider clock, CancellationToken cancellationToken, [CountryCode] string? country = null)
    {
        var now = clock.GetUtcNow();
        var rows = await db.Helplines.AsNoTracking().Where(row => country == null || row.Country == country)
            .OrderBy(row => row.Country).ThenBy(row => row.Number).Take(HelplineRules.MaxHelplines).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Answer(rows.ConvertAll(row => HelplineAnswer.Of(row, now))));
    }
}
