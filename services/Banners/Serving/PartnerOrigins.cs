using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Keys;

namespace Banners.Serving;

/// <summary>A partner's registered web origins may ask for decisions and report events from a browser, without credentials.</summary>
internal static class PartnerOrigins
{
    public const string Policy = "partner-origins";

    public static void AddPartnerOrigins(this WebApplicationBuilder builder)
    {
        builder.Services.AddCors();
        builder.Services.AddOptions<CorsOptions>().Configure<PartnerDirectory>((cors, partners) => cors.AddPolicy(Policy, policy => policy
            .SetIsOriginAllowed(partners.IsWebOrigin)
            .WithMethods(HttpMethods.Post)
            .WithHeaders(HeaderNames.ContentType)
            .WithExposedHeaders(HeaderNames.RetryAfter)
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
    }
}
