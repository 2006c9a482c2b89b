using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Partners.Signing;

namespace Partners.Inbound;

/// <summary>Tells OpenAPI of the body and headers, which the endpoint reads raw. Declaring the content types as accepted would make routing refuse others without a word.</summary>
internal static class WebhookDescription
{
    public static Task AddTo(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var one = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "A CloudEvent 1.0." };
        var several = new OpenApiSchema { Type = JsonSchemaType.Array, Items = one, MaxItems = EventParser.MostEvents };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = $"At most {RawBody.MostBytes / 1024} KB.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [EventParser.Single] = new() { Schema = one },
                [EventParser.Batch] = new() { Schema = several },
                [EventParser.Json] = new() { Schema = new OpenApiSchema { OneOf = [one, several] } },
            },
        };
        operation.Parameters ??= [];
        Header(WebhookSignature.IdHeader, "The same on every attempt; a second copy is counted once.");
        Header(WebhookSignature.TimestampHeader, "Seconds since 1970, at most 5 minutes off.");
        Header(WebhookSignature.SignatureHeader, "v1, and the base64 of HMAC-SHA256 over id.timestamp.body; several separated by spaces.");
        return Task.CompletedTask;

        void Header(string name, string description) => operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = true,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }
}
