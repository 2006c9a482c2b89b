using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults.Keys;

/// <summary>Whom a key belongs to.</summary>
/// <param name="Partner">Id of the partner; null for the admin key.</param>
/// <param name="Sandbox">Whether what this caller sends is counted apart and reaches no real number.</param>
/// <param name="Admin">Whether it is the admin key.</param>
public sealed record CallerAnswer(string? Partner, bool Sandbox, bool Admin);

/// <summary>Lets a partner try its key, and a start wait until every service knows every partner.</summary>
internal static class ShowCaller
{
    public static void MapShowCaller(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetService<PartnerDirectory>() is null)
            return;
        app.MapGet("/v1/caller", Handle).WithName("ShowCaller").WithSummary("Whom the key of this request belongs to.").WithTags("Operations")
            .RequireAuthorization(Policies.Partner).ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static Ok<CallerAnswer> Handle(HttpContext http, PartnerDirectory partners)
    {
        http.Response.Headers.CacheControl = "no-store";
        var id = http.User.PartnerId();
        return TypedResults.Ok(new CallerAnswer(id, id is not null && partners.Find(id) is { Sandbox: true }, http.User.IsAdmin()));
    }
}
