using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace ServiceDefaults.Problems;

/// <summary>
/// Which language a problem is told in: of those that an endpoint says it speaks, the one that the caller likes best (<c>Accept-Language</c>), else the first. It is
/// the <see cref="CultureInfo.CurrentUICulture"/> of the whole request, so resources are simply read, and the answer names it (<c>Content-Language</c>). Endpoints that
/// say nothing are not touched.
/// </summary>
public static class ProblemLanguage
{
    /// <param name="languages">Language tags without a region, the usual one first.</param>
    public static TBuilder TellProblemsIn<TBuilder>(this TBuilder endpoints, params string[] languages)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new Spoken(languages));

    internal static void UseProblemLanguage(this WebApplication app) =>
        app.Use((http, next) => http.GetEndpoint()?.Metadata.GetMetadata<Spoken>() is { } spoken ? RunAsync(http, next, spoken.Nearest(http.Request)) : next(http));

    /// <summary>Titles of the framework and sentences of this project, which are written in English.</summary>
    internal static void Translate(this ProblemDetails problem, HttpContext http)
    {
        if (http.Features.Get<Told>() is not { } told)
            return;
        problem.Title = ProblemTexts.In(told.Language, problem.Title);
        problem.Detail = ProblemTexts.In(told.Language, problem.Detail);
    }

    private static async Task RunAsync(HttpContext http, RequestDelegate next, CultureInfo language)
    {
        http.Features.Set(new Told(language));
        http.Response.OnStarting(() =>
        {
            if (http.Response.ContentType?.StartsWith("application/problem+json", StringComparison.OrdinalIgnoreCase) is true)
            {
                http.Response.Headers.ContentLanguage = language.Name;
                http.Response.Headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.AcceptLanguage);
            }

            return Task.CompletedTask;
        });
        // Only here and in what is called from here.
        CultureInfo.CurrentUICulture = language;
        await next(http);
    }

    private sealed record Told(CultureInfo Language);

    private sealed class Spoken(string[] languages)
    {
        private readonly CultureInfo[] _languages = [.. languages.Select(CultureInfo.GetCultureInfo)];

        public CultureInfo Nearest(HttpRequest request) =>
            request.GetTypedHeaders().AcceptLanguage.Where(wanted => wanted.Quality is not 0).OrderByDescending(wanted => wanted.Quality ?? 1)
                .Select(wanted => Array.Find(_languages, known => Speaks(known.Name, wanted.Value.AsSpan()))).FirstOrDefault(known => known is not null) ?? _languages[0];

        // fr, and fr-CA too.
        private static bool Speaks(string language, ReadOnlySpan<char> wanted) =>
            wanted.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (wanted.Length == language.Length || wanted[language.Length] == '-');
    }
}
