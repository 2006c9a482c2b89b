using Microsoft.AspNetCore.Identity;

namespace Dashboard.SignIn;

/// <summary>Somebody who may sign in to the dashboard.</summary>
internal sealed class Person : IdentityUser<Guid>;

/// <summary>What a person may do. Everybody signed in may look.</summary>
internal static class Roles
{
    /// <summary>Looks, and prepares.</summary>
    public const string Author = "author";

    /// <summary>Approves and rejects videos, pauses campaigns, replays deliveries.</summary>
    public const string Approver = "approver";

    public static IReadOnlyList<string> All { get; } = [Author, Approver];
}
