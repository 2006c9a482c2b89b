using System.Text.Json;
using Banners.Data;

namespace Banners.Auditing;

/// <summary>Writes down who changed what of a campaign, in the transaction of the change itself: the caller saves.</summary>
internal sealed class AuditTrail(BannersDbContext db, TimeProvider clock)
{
    /// <param name="actor">See <see cref="AuditEntry.Actor"/>.</param>
    /// <param name="action">See <see cref="AuditEntry.Action"/>.</param>
    /// <param name="note">What somebody said with it, such as why a review was rejected.</param>
    public void Add(string actor, string action, Campaign campaign, Snapshot before, Snapshot after, string? note = null)
    {
        var found = Difference.Between(before, after);
        if (note is not null)
            found.After["note"] = note;
        db.Add(new AuditEntry
        {
            At = clock.GetUtcNow(),
            Actor = actor,
            Action = action,
            CampaignId = campaign.Id,
            Revision = campaign.Revision,
            Before = JsonSerializer.Serialize(found.Before, Snapshot.Json),
            After = JsonSerializer.Serialize(found.After, Snapshot.Json),
        });
    }
}
