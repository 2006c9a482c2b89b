using System.Security.Claims;
using Partners.Outbound;
using ServiceDefaults.Keys;

namespace Partners.Subscriptions;

/// <summary>What a key may see: the admin everything, a partner its own. Another's id is answered like one that does not exist.</summary>
internal static class OwnSubscriptions
{
    public static IQueryable<Subscription> VisibleTo(this IQueryable<Subscription> subscriptions, ClaimsPrincipal user)
    {
        if (user.IsAdmin())
            return subscriptions;
        var partner = user.PartnerId();
        return subscriptions.Where(subscription => subscription.PartnerId == partner);
    }

    public static IQueryable<Delivery> VisibleTo(this IQueryable<Delivery> deliveries, ClaimsPrincipal user)
    {
        if (user.IsAdmin())
            return deliveries;
        var partner = user.PartnerId();
        return deliveries.Where(delivery => delivery.Subscription!.PartnerId == partner);
    }
}
