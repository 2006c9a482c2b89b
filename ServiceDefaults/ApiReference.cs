using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace ServiceDefaults;

internal static class ApiReference
{
    public static void MapApiReference(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        // No proxy and no font from elsewhere: the page must work on a closed network.
        app.MapScalarApiReference("/reference", options => options
            .WithTitle("Campaign API")
            .DisableDefaultFonts()
            .DisableTelemetry());
    }
}
