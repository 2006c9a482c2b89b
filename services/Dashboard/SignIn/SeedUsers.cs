using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ServiceDefaults.Database;

namespace Dashboard.SignIn;

/// <summary>People who must exist after the start; setting <c>Seed:Users:0:Name|Password|Role</c> and so on.</summary>
internal sealed class SeedUsersOptions : IValidatableObject
{
    public const string Section = "Seed";

    /// <summary>Demo installations follow the settings: a changed password in the settings becomes the person's password.</summary>
    public bool Demo { get; init; }

    public IReadOnlyList<SeedUser> Users { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (index, user) in Users.Index())
        {
            if (string.IsNullOrWhiteSpace(user.Name))
                yield return new ValidationResult($"The setting Seed:Users:{index}:Name is missing.");
            if (user.Password is not { Length: >= 12 })
                yield return new ValidationResult($"The setting Seed:Users:{index}:Password must have at least 12 characters.");
            if (!Roles.All.Contains(user.Role, StringComparer.Ordinal))
                yield return new ValidationResult($"The setting Seed:Users:{index}:Role must be {string.Join(" or ", Roles.All)}.");
        }
    }
}

internal sealed class SeedUser
{
    public string Name { get; init; } = "";

    public string Password { get; init; } = "";

    public string Role { get; init; } = "";
}

internal sealed partial class SeedUsers(IOptions<SeedUsersOptions> options, ILogger<SeedUsers> logger) : ISeed
{
    public async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var roles = services.GetRequiredService<RoleManager<IdentityRole<Guid>>>();
        foreach (var role in Roles.All)
        {
            if (!await roles.RoleExistsAsync(role))
                Demand(await roles.CreateAsync(new IdentityRole<Guid>(role)));
        }

        var people = services.GetRequiredService<UserManager<Person>>();
        foreach (var user in options.Value.Users)
            await SeedAsync(people, user);
    }

    private async Task SeedAsync(UserManager<Person> people, SeedUser user)
    {
        var person = await people.FindByNameAsync(user.Name);
        if (person is null)
        {
            person = new Person { UserName = user.Name, LockoutEnabled = true };
            Demand(await people.CreateAsync(person, user.Password));
            Log.Created(logger, user.Role);
        }
        else if (options.Value.Demo && !await people.CheckPasswordAsync(person, user.Password))
        {
            Demand(await people.RemovePasswordAsync(person));
            Demand(await people.AddPasswordAsync(person, user.Password));
        }

        if (!await people.IsInRoleAsync(person, user.Role))
            Demand(await people.AddToRoleAsync(person, user.Role));
    }

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => error.Description)));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A person with the role {Role} was created from the settings.")]
        public static partial void Created(ILogger logger, string role);
    }
}
