using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace AppHost.Terminal;

/// <summary>Lines for the person at the terminal: the time and the sentence; warnings and errors say that they are.</summary>
internal sealed class PeopleConsole(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "people";

    /// <summary>The log category whose lines are meant for the terminal.</summary>
    public const string Category = "Campaign";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var sentence = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (string.IsNullOrEmpty(sentence) && logEntry.Exception is null)
            return;
        var source = string.Equals(logEntry.Category, Category, StringComparison.Ordinal) ? "" : $"{logEntry.Category}: ";
        var weight = logEntry.LogLevel switch { LogLevel.Warning => "! ", LogLevel.Error or LogLevel.Critical => "!! ", _ => "" };
        textWriter.Write(string.Create(CultureInfo.InvariantCulture, $"{clock.GetLocalNow():HH:mm:ss} {weight}{source}{sentence}"));
        if (logEntry.Exception is { } exception)
            textWriter.Write($" ({exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")})");
        textWriter.Write('\n');
    }
}
