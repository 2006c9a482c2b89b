using System.Security.Claims;
using Content.Data;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;

namespace Content.Uploads;

internal static class UploadAccess
{
    /// <summary>The upload if it is the caller's: a partner's own, any for the admin key. Somebody else's looks like none.</summary>
    public static Task<Upload?> FindOwnAsync(this ContentDbContext db, Guid id, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var partner = user.PartnerId();
        return db.Uploads.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id && (partner == null || x.Partner == partner), cancellationToken);
    }
}
