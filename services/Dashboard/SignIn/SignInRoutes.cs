using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.SignIn;

internal static class SignInRoutes
{
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";

    public static void MapSignOut(this IEndpointRouteBuilder app) =>
        app.MapPost(SignOut, SignOutAsync)
            .WithName("SignOut").WithSummary("Ends the session; a form with an antiforgery token.").ExcludeFromDescription();

    /// <summary>Only paths of our own are followed after signing in.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal) ? address : "/";

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> SignOutAsync(HttpContext context, IAntiforgery antiforgery, SignInManager<Person> signIn)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return TypedResults.Problem("The form is too old. Load the page again.", statusCode: StatusCodes.Status400BadRequest);
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect($"~{SignIn}");
    }
}
