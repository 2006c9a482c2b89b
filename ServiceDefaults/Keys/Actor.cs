using System.Security.Claims;

namespace ServiceDefaults.Keys;

/// <summary>Who does something: an admin key by its name, or a person whom the dashboard signed in.</summary>
/// <param name="Name"><c>key:admin</c>, <c>key:approver</c> or <c>user:</c> and the login.</param>
/// <param name="MayWrite">Whether it may change what is not live yet (role author).</param>
/// <param name="MayApprove">Whether it may put live what somebody else has written (role approver).</param>
public sealed record Actor(string Name, bool MayWrite, bool MayApprove)
{
    /// <summary>The person behind a login, as <see cref="Name"/>.</summary>
    public static string User(string login) => $"user:{login}";

    /// <summary>A key that the settings name, as <see cref="Name"/>.</summary>
    public static string Key(string name) => $"key:{name}";

    internal IEnumerable<Claim> Claims()
    {
        yield return new Claim(ApiKeys.AdminClaim, "true");
        yield return new Claim(ApiKeys.ActorClaim, Name);
        if (MayWrite)
            yield return new Claim(ApiKeys.RightClaim, Roles.Author);
        if (MayApprove)
            yield return new Claim(ApiKeys.RightClaim, Roles.Approver);
    }

    /// <summary>What a person or a key may do beyond looking.</summary>
    public static class Roles
    {
        public const string Author = "author";
        public const string Approver = "approver";
    }
}
