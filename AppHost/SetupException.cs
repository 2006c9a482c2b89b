namespace AppHost;

/// <summary>Something a person has to mend before the system can start; the message is one line that says what is wrong and the mend.</summary>
public sealed class SetupException(string message, Exception? inner = null) : Exception(message, inner)
{
    public const int ExitCode = 2;
}
