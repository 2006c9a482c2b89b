using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Telemetry;

/// <summary>
/// ASP.NET Core, Kestrel and HttpClient log addresses below Warning, and addresses hold tokens; EF Core and Npgsql log every command.
/// Whatever level configuration asks for, these categories stay at Warning.
/// </summary>
internal static class QuietLogs
{
    private static readonly string[] Categories = ["Microsoft.AspNetCore", "System.Net.Http", "Polly", "Microsoft.Extensions.Http", "Microsoft.EntityFrameworkCore", "Npgsql"];

    public static void KeepRequestsOutOfLogs(this ILoggingBuilder logging) =>
        logging.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>>(new PostConfigureOptions<LoggerFilterOptions>(null, Clamp));

    private static void Clamp(LoggerFilterOptions options)
    {
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList();
        foreach (var rule in options.Rules.Where(IsLoud).ToList())
        {
            options.Rules.Remove(rule);
            var level = rule.LogLevel > LogLevel.Warning ? rule.LogLevel : LogLevel.Warning;
            options.Rules.Add(new LoggerFilterRule(rule.ProviderName, rule.CategoryName, level, null));
        }

        foreach (var provider in providers)
        {
            foreach (var category in Categories)
            {
                if (!options.Rules.Any(rule => rule.ProviderName == provider && rule.CategoryName == category))
                    options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.Warning, null));
            }
        }
    }

    private static bool IsLoud(LoggerFilterRule rule) =>
        rule.CategoryName is { } name && Categories.Any(category => name.StartsWith(category, StringComparison.OrdinalIgnoreCase));
}
