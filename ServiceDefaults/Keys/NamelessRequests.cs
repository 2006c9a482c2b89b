using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Keys;

/// <summary>
/// Who sends neither a key nor a cookie and comes from no other origin's page needs no authentication, no authorization and no CORS: an
/// endpoint that is open to anybody and says so is run at once. What it answers is the same; a search costs a tenth less.
/// </summary>
public static class NamelessRequests
{
    /// <summary>For endpoints that need nobody's name and are asked very often.</summary>
    public static TBuilder RunAtOnce<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(Mark.Instance);

    /// <summary>Stands first: what comes after it, error pages included, is only for who needs it.</summary>
    internal static void UseNamelessRequests(this WebApplication app) =>
        app.Use((http, next) => http.GetEndpoint() is { RequestDelegate: { } endpoint } known && known.Metadata.GetMetadata<Mark>() is not null && IsNameless(http.Request)
            ? RunAsync(endpoint, http, next)
            : next(http));

    private static Task RunAsync(RequestDelegate endpoint, HttpContext http, RequestDelegate next)
    {
        try
        {
            var answered = endpoint(http);
            return answered.IsCompletedSuccessfully ? answered : AwaitAsync(answered, http, next);
        }
        catch (Exception exception)
        {
            return FailAsync(exception, http, next);
        }
    }

    private static async Task AwaitAsync(Task answered, HttpContext http, RequestDelegate next)
    {
        try
        {
            await answered;
        }
        catch (Exception exception)
        {
            await FailAsync(exception, http, next);
        }
    }

    /// <summary>Goes the long way after all, where it fails again and is answered like any other failure.</summary>
    private static Task FailAsync(Exception exception, HttpContext http, RequestDelegate next)
    {
        var failed = ExceptionDispatchInfo.Capture(exception);
        if (http.Response.HasStarted)
            failed.Throw();
        http.SetEndpoint(new Endpoint(_ => Task.FromException(failed.SourceException), EndpointMetadataCollection.Empty, http.GetEndpoint()?.DisplayName));
        return next(http);
    }

    private static bool IsNameless(HttpRequest request) =>
        request.Headers is { Authorization.Count: 0, Origin.Count: 0, Cookie.Count: 0 } && !HttpMethods.IsOptions(request.Method);

    private sealed class Mark
    {
        public static readonly Mark Instance = new();
    }
}
