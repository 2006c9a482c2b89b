using System.Collections.Concurrent;
using System.Reflection;
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
    /// A record inside a use case whose own name says little is named with it: <c>SetKeywordsRequest</c>, but <c>RotatedSecret</c>.
    /// By their own names alone all that are called Request would be one schema, the first.
    /// </summary>
    /// <exception cref="InvalidOperationException">Two records of a service would share a name, so that one would describe both.</exception>
    public static string? NameOf(JsonTypeInfo type)
    {
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(type) is not { } name)
            return null;
        var record = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        if (record.DeclaringType is { } owner && SaysLittle(name))
            name = owner.Name + name;
        var holder = Named.GetOrAdd((record.Assembly, name), record);
        return holder == record ? name : throw new InvalidOperationException($"{holder.FullName} and {record.FullName} would be one OpenAPI schema, {name}: rename one.");
    }

    private static readonly ConcurrentDictionary<(Assembly Service, string Name), Type> Named = [];

    private static bool SaysLittle(string name) => name.EndsWith("Item", StringComparison.Ordinal) || name.Count(char.IsUpper) == 1;
}
