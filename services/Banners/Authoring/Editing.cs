using Banners.Auditing;
using Banners.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;

namespace Banners.Authoring;

/// <summary>
/// A change of a campaign's draft: what is set, who has written it and the entry in the audit trail are committed together. What sets
/// everything to what it was already is no change: nothing is written.
/// </summary>
internal sealed class Editing(BannersDbContext db, AuditTrail trail)
{
    /// <param name="action">What the audit trail calls it.</param>
    /// <param name="change">Sets the content, or says why not.</param>
    public async Task<Edit> RunAsync(Guid id, Actor actor, string action, Func<Campaign, ProblemHttpResult?> change, CancellationToken cancellationToken)
    {
        if (await db.Campaigns.WithContent().SingleOrDefaultAsync(campaign => campaign.Id == id, cancellationToken) is not { } campaign)
            return new Edit(null, null);
        var before = Snapshot.Of(campaign);
        if (change(campaign) is { } refusal)
            return new Edit(null, refusal);
        var after = Snapshot.Of(campaign);
        if (after.SameContent(before))
            return new Edit(campaign, null);
        campaign.WrittenBy(actor.Name);
        trail.Add(actor.Name, action, campaign, before, after.WithStateOf(campaign));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Edit(null, Meanwhile());
        }

        return new Edit(campaign, null);
    }

    /// <summary>Somebody else was faster.</summary>
    public static ProblemHttpResult Meanwhile() => TypedResults.Problem(
        "Somebody else has just changed this campaign. Read it again, then repeat your change.", statusCode: StatusCodes.Status409Conflict);
}

/// <summary>A campaign that was edited, or why not; neither: there is no such campaign.</summary>
internal readonly record struct Edit(Campaign? Campaign, ProblemHttpResult? Refusal);
