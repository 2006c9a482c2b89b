using System.Security.Claims;
using Banners.Authoring;
using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;

namespace Banners.Proposals;

/// <summary>A proposed term goes into a campaign's draft, as an author's change, to be approved like any other.</summary>
internal static class AcceptProposal
{
    /// <param name="MatchType">As in a keyword set.</param>
    /// <param name="Campaign">Whose draft takes it; missing: the one that the proposer named.</param>
    /// <param name="Text">As the keyword reads, such as a pattern; missing: the term as it was proposed.</param>
    /// <param name="Kind">Missing: the one that the proposer named.</param>
    /// <param name="Negative">Missing: true when the term was called wrong.</param>
    /// <param name="Answer">What the proposer is told.</param>
    public sealed record Request(
        [property: Required, MatchType] string MatchType,
        Guid? Campaign = null,
        [property: StringLength(Keyword.MaxLength)] string? Text = null,
        [property: Kind] string? Kind = null,
        bool? Negative = null,
        [property: StringLength(Proposal.MaxNote)] string? Answer = null);

    public static void MapAcceptProposal(this IEndpointRouteBuilder authors) =>
        authors.MapPost("/v1/proposals/{id:guid}:accept", HandleAsync).WithName("AcceptProposal").WithSummary("Puts a proposed term into a campaign's draft.").WithTags("Proposals")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<ProposalAnswer>, NotFound, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, ClaimsPrincipal user, BannersDbContext db, Editing editing, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await db.Proposals.SingleOrDefaultAsync(x => x.Id == id, cancellationToken) is not { } proposal)
            return TypedResults.NotFound();
        if ((request.Campaign ?? proposal.CampaignId) is not { } campaignId)
            return TypedResults.ValidationProblem([new(nameof(Request.Campaign), [Sentences.ProposalWithoutCampaign])]);
        var (text, type, now) = (request.Text ?? proposal.Term, SetKeywords.TypeOf(request.MatchType), clock.GetUtcNow());
        if (KeywordRules.WrongWith(text, type) is { } wrong)
            return TypedResults.ValidationProblem([new(nameof(Request.Text), [wrong])]);
        if (!proposal.Accept(campaignId, user.Actor().Name, request.Answer, now))
            return TypedResults.Problem(Sentences.ProposalDecided, statusCode: StatusCodes.Status409Conflict);

        var keyword = new Keyword(Guid.CreateVersion7(now), text, type, request.Kind ?? proposal.Kind, request.Negative ?? proposal.Reason is ProposalReason.Wrong);
        var edit = await editing.RunAsync(campaignId, user.Actor(), "proposal", campaign =>
        {
            var others = campaign.Keywords.OrderBy(x => x.Position).ToList();
            var place = others.FindIndex(x => x.Text == text && x.MatchType == type);
            // One that is there already keeps its place, and changes only when its kind or sign does.
            campaign.SetKeywords(place < 0 ? [.. others, keyword] : [.. others[..place], keyword, .. others[(place + 1)..]]);
            return null;
        }, cancellationToken, note: $"{proposal.Id}, proposed by {proposal.ProposedBy}");
        if (edit.Refusal is { } refusal)
            return refusal;
        if (edit.Campaign is null)
            return TypedResults.ValidationProblem([new(nameof(Request.Campaign), [Sentences.CampaignUnknown])]);
        // Saved with the change already, unless the keyword was there before.
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ProposalAnswer.Of(proposal));
    }
}
