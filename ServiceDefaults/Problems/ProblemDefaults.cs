using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Keys;

namespace ServiceDefaults.Problems;

/// <summary>Every error body is RFC 9457 problem+json, and what the caller did wrong is never a 500.</summary>
internal static class ProblemDefaults
{
    public static void AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            // The default puts the request's path into nothing, but exception details must never leave either.
            context.ProblemDetails.Extensions.Remove("exception");
            if (context.ProblemDetails.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
                context.ProblemDetails.Detail ??= context.HttpContext.Items[ApiKeys.Refusal] as string;
            context.ProblemDetails.Translate(context.HttpContext);
        });
        builder.Services.AddExceptionHandler<BadRequestHandler>();
        builder.Services.AddExceptionHandler<UnavailableHandler>();
        // Outside Development a body that cannot be read is otherwise answered with a bare 400 that says nothing.
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolver =
            (json.SerializerOptions.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(NullInLists.Refuse));
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    public static void UseProblems(this WebApplication app)
    {
        app.UseProblemLanguage();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }
}

/// <summary>Bodies that cannot be read or are too long carry their own 4xx status.</summary>
internal sealed class BadRequestHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
            return false;
        httpContext.Response.StatusCode = bad.StatusCode;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails
            {
                Status = bad.StatusCode,
                Title = bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "The request is too large." : "The request cannot be read.",
                // The framework's message names the parameter, not its value.
                Detail = bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? null : "The body must be valid JSON of the documented shape; see /reference.",
            },
        });
    }
}
