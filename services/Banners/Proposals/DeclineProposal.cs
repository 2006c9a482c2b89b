using System.Security.Claims;
using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;

namespace Banners.Proposals;

/// <summary>A proposed term is not taken, and its proposer is told why.</summary>
internal static class DeclineProposal
{
    /// <param name="Answer">What the proposer is told.</param>
    public sealed record Request([property: Required, StringLength(Proposal.MaxNote, MinimumLength = 3)] string Answer);

    public static void MapDeclineProposal(this IEndpointRouteBuilder authors) =>
        authors.MapPost("/v1/proposals/{id:guid}:decline", HandleAsync).WithName("DeclineProposal").WithSummary("Does not take a proposed term, and says why.").WithTags("Proposals")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<ProposalAnswer>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, ClaimsPrincipal user, BannersDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await db.Proposals.SingleOrDefaultAsync(x => x.Id == id, cancellationToken) is not { } proposal)
            return TypedResults.NotFound();
        if (!proposal.Decline(user.Actor().Name, request.Answer, clock.GetUtcNow()))
            return TypedResults.Problem(Sentences.ProposalDecided, statusCode: StatusCodes.Status409Conflict);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return TypedResults.Ok(ProposalAnswer.Of(proposal));
        }
        catch (DbUpdateConcurrencyException)
        {
            return TypedResults.Problem(Sentences.ProposalDecided, statusCode: StatusCodes.Status409Conflict);
        }
    }
}
