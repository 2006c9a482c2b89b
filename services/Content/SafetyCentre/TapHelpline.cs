using System.ComponentModel.DataAnnotations;
using Content.Data;
using Contracts.Content;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Messaging;

namespace Content.SafetyCentre;

/// <summary>A tap on a number on one of our own pages. Nothing about the person or the device comes with it.</summary>
public static class TapHelpline
{
    /// <param name="Number">Digits of one of the page's helplines.</param>
    /// <param name="Page">safety-centre, player or share.</param>
    /// <param name="Locale">fr or en.</param>
    public sealed record HelplineTap(
        [property: Required, RegularExpression("^[0-9]{2,6}$")] string Number,
        [property: Required, AllowedValues("safety-centre", "player", "share", ErrorMessage = "The page must be safety-centre, player or share.")] string Page,
        [property: Required, AllowedValues("fr", "en", ErrorMessage = "The locale must be fr or en.")] string Locale);

    public static void MapTapHelpline(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/helpline-taps", HandleAsync)
            .WithName("TapHelpline").WithSummary("Counts a tap on a helpline's number on one of our own pages.").WithTags("Safety Centre")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Accepted, ProblemHttpResult>> HandleAsync(
        HelplineTap request, Helplines helplines, ContentDbContext db, Outbox outbox, ContentMetrics metrics, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!helplines.Knows(request.Number))
            return TypedResults.Problem("No page of ours shows this number.", statusCode: StatusCodes.Status400BadRequest);
        var now = clock.GetUtcNow();
        outbox.Add(new HelplineTapped { TapId = Guid.CreateVersion7(now), Number = request.Number, Page = request.Page, Locale = request.Locale, OccurredAt = now });
        await db.SaveChangesAsync(cancellationToken);
        metrics.HelplineTapped(request.Page);
        return TypedResults.Accepted((string?)null);
    }
}
