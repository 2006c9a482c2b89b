using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Messaging;

namespace ServiceDefaults.Problems;

/// <summary>A server or the disk is away for a while: 503 with Retry-After, so that a client repeats instead of giving up; nothing was taken.</summary>
internal sealed partial class UnavailableHandler(IProblemDetailsService problems, ILogger<UnavailableHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested || !PassingTrouble.Is(exception))
            return false;
        Log.Unavailable(logger, exception.Message);
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = "2";
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = StatusCodes.Status503ServiceUnavailable, Title = "A server that this needs is away for a while; repeat the request." },
        });
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A request was answered 503: {Reason}")]
        public static partial void Unavailable(ILogger logger, string reason);
    }
}
