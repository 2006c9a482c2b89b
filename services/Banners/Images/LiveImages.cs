using Banners.Data;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Banners.Images;

/// <summary>The pictures of what is live, in the state folder: they are served without a database too.</summary>
internal sealed class LiveImages(StateFolder state)
{
    private const string Prefix = "image-";

    public Task<byte[]?> ReadAsync(string hash, CancellationToken cancellationToken) => state.ReadAsync(Prefix + hash, cancellationToken);

    /// <summary>Fetches what the folder lacks and removes what is not live any more.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task KeepAsync(IEnumerable<LiveCampaign> campaigns, BannersDbContext db, CancellationToken cancellationToken)
    {
        var live = campaigns.SelectMany(campaign => campaign.Banners).Select(banner => banner.Image?.Hash).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var hash in live.Where(hash => state.Lacks(Prefix + hash)))
        {
            if (await db.Images.Where(image => image.Hash == hash).Select(image => image.Content).SingleOrDefaultAsync(cancellationToken) is { } content)
                await state.WriteAsync(Prefix + hash, content, cancellationToken);
        }

        state.Forget(Prefix, file => !live.Contains(file[Prefix.Length..]));
    }
}
