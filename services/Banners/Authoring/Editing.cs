using Banners.Auditing;
using Banners.Data;
using Banners.Mistakes;
using Banners.Reviewing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;

namespace Banners.Authoring;

/// <summary>
/// A change of a campaign that changes nothing that is live: what is set, who did it and the entry in the audit trail are committed
/// together. What sets everything to what it was already is no change: nothing is written.
/// </summary>
internal sealed class Editing(BannersDbContext db, AuditTrail trail, TimeProvider clock)
{
    /// <summary>Of the content.</summary>
    /// <param name="action">What the audit trail calls it.</param>
    /// <param name="change">Sets the content, or says why not.</param>
    /// <param name="seen">The revision that the author has read; null: whatever is there.</param>
    /// <param name="note">What the audit trail says besides.</param>
    public async Task<Edit> RunAsync(
        Guid id, Actor actor, string action, Func<Campaign, ProblemHttpResult?> change, CancellationToken cancellationToken, long? seen = null, string? note = null)
    {
        if (await FindAsync(id, cancellationToken) is not { } campaign)
            return new Edit(null, null);
        if (campaign.Status is CampaignStatus.Archived)
            return new Edit(null, Refusal.Archived.Problem(campaign));
        if (seen is not null && seen != campaign.Revision)
            return new Edit(null, Refusal.OtherRevision.Problem(campaign));
        var before = Snapshot.Of(campaign);
        if (change(campaign) is { } refusal)
            return new Edit(null, refusal);
        var after = Snapshot.Of(campaign);
        if (after.SameContent(before))
            return new Edit(campaign, null);
        campaign.WrittenBy(actor.Name, clock.GetUtcNow());
        trail.Add(actor.Name, action, campaign, before, after.WithStateOf(campaign), note);
        return await SaveAsync(campaign, cancellationToken);
    }

    /// <summary>Of how far it has come.</summary>
    public async Task<Edit> MoveAsync(Guid id, Actor actor, string action, Func<Campaign, DateTimeOffset, Refusal?> move, CancellationToken cancellationToken, string? note = null)
    {
        if (await FindAsync(id, cancellationToken) is not { } campaign)
            return new Edit(null, null);
        var before = Snapshot.Of(campaign);
        if (move(campaign, clock.GetUtcNow()) is { } refusal)
            return new Edit(null, refusal.Problem(campaign));
        trail.Add(actor.Name, action, campaign, before, before.WithStateOf(campaign), note);
        return await SaveAsync(campaign, cancellationToken);
    }

    /// <summary>Somebody else was faster.</summary>
    public static ProblemHttpResult Meanwhile() => TypedResults.Problem(
        Sentences.CampaignChanged, statusCode: StatusCodes.Status409Conflict);

    private Task<Campaign?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Campaigns.WithContent().SingleOrDefaultAsync(campaign => campaign.Id == id, cancellationToken);

    private async Task<Edit> SaveAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return new Edit(campaign, null);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Edit(null, Meanwhile());
        }
    }
}

/// <summary>A campaign that was edited, or why not; neither: there is no such campaign.</summary>
internal readonly record struct Edit(Campaign? Campaign, ProblemHttpResult? Refusal)
{
    public Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult> Answer() =>
        Refusal is not null ? Refusal : Campaign is not null ? TypedResults.Ok(CampaignAnswer.Of(Campaign)) : TypedResults.NotFound();

    /// <summary>Of a use case that also looks at what is sent.</summary>
    public Results<Ok<CampaignAnswer>, NotFound, ValidationProblem, ProblemHttpResult> CheckedAnswer() =>
        Refusal is not null ? Refusal : Campaign is not null ? TypedResults.Ok(CampaignAnswer.Of(Campaign)) : TypedResults.NotFound();
}
