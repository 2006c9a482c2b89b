using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Telemetry;

/// <summary>
/// ASP.NET Core, Kestrel and HttpClient log addresses below Warning, and addresses hold tokens; EF Core and Npgsql log every command.
/// A command that failed and a check that failed are told by whoever asked for them (the exception, <c>/health</c>, the dashboard's incidents);
/// logged a second time they fill a start, when the tables are not there yet, with errors that are none.
/// Whatever level configuration asks for, these categories say no more than this.
/// </summary>
internal static class QuietLogs
{
    private static readonly Dictionary<string, LogLevel> Floors = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.AspNetCore"] = LogLevel.Warning,
        // Says only that a request began and ended; as long as anything may be logged here, every request is given a scope and an activity for it.
        ["Microsoft.AspNetCore.Hosting.Diagnostics"] = LogLevel.None,
        ["System.Net.Http"] = LogLevel.Warning,
        ["Polly"] = LogLevel.Warning,
        ["Microsoft.Extensions.Http"] = LogLevel.Warning,
        ["Npgsql"] = LogLevel.Warning,
        ["Microsoft.EntityFrameworkCore"] = LogLevel.Warning,
        ["Microsoft.EntityFrameworkCore.Database.Command"] = LogLevel.Critical,
        ["Microsoft.EntityFrameworkCore.Query"] = LogLevel.Critical,
        ["Microsoft.EntityFrameworkCore.Update"] = LogLevel.Critical,
        ["Microsoft.Extensions.Diagnostics.HealthChecks"] = LogLevel.Critical,
    };

    public static void KeepRequestsOutOfLogs(this ILoggingBuilder logging) =>
        logging.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>>(new PostConfigureOptions<LoggerFilterOptions>(null, Clamp));

    private static void Clamp(LoggerFilterOptions options)
    {
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList();
        foreach (var rule in options.Rules.ToList())
        {
            if (FloorOf(rule.CategoryName) is not { } floor)
                continue;
            options.Rules.Remove(rule);
            options.Rules.Add(new LoggerFilterRule(rule.ProviderName, rule.CategoryName, rule.LogLevel > floor ? rule.LogLevel : floor, null));
        }

        foreach (var provider in providers)
        {
            foreach (var (category, floor) in Floors)
            {
                if (!options.Rules.Any(rule => rule.ProviderName == provider && rule.CategoryName == category))
                    options.Rules.Add(new LoggerFilterRule(provider, category, floor, null));
            }
        }
    }

    // A category inside another one has a rule of its own: the longest name decides.
    private static LogLevel? FloorOf(string? category) => category is null
        ? null
        : Floors.Where(known => category.StartsWith(known.Key, StringComparison.OrdinalIgnoreCase)).OrderByDescending(known => known.Key.Length).Select(known => (LogLevel?)known.Value).FirstOrDefault();
}
