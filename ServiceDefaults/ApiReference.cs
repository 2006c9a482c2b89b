using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
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

    /// <summary>
    /// A record inside a use case is named with it: <c>SetKeywordsRequest</c>. By their own names alone all that are called Request
    /// would be one schema, the first.
    /// </summary>
    public static string? NameOf(JsonTypeInfo type) =>
        OpenApiOptions.CreateDefaultSchemaReferenceId(type) is not { } name ? null
        : (Nullable.GetUnderlyingType(type.Type) ?? type.Type).DeclaringType is { } owner ? owner.Name + name
        : name;
}
