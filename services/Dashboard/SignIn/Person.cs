using Microsoft.AspNetCore.Identity;

namespace Dashboard.SignIn;

/// <summary>Somebody who may sign in to the dashboard.</summary>
internal sealed class Person : IdentityUser<Guid>;

/// <summary>What a person may do. Everybody signed in may look.</summary>
internal static class Roles
{
    /// <summary>Looks and prepares; submits, and pauses what must stop.</summary>
    public const string Author = "author";

    /// <summary>Approves and rejects videos and campaigns, replays deliveries and parked messages. Not what they wrote themselves.</summary>
    public const string Approver = "approver";

    public static IReadOnlyList<string> All { get; } = [Author, Approver];
}
