using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Content.Uploads;

internal static class DescribeUploads
{
    public static void MapDescribeUploads(this IEndpointRouteBuilder app) =>
        app.MapMethods("", [HttpMethods.Options], Handle)
            .WithName("DescribeUploads").WithSummary("What this tus server can do: version, extensions, longest upload.");

    private static NoContent Handle(HttpResponse response, IOptions<UploadOptions> options)
    {
        response.Headers["Tus-Version"] = TusProtocol.Version;
        response.Headers["Tus-Extension"] = TusProtocol.Extensions;
        response.Headers["Tus-Max-Size"] = options.Value.MaxBytes.ToString(CultureInfo.InvariantCulture);
        return TypedResults.NoContent();
    }
}
