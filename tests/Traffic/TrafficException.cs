namespace Traffic;

/// <summary>Something a person has to mend; the message is one line that says what is wrong and the mend.</summary>
public sealed class TrafficException(string message, Exception? inner = null) : Exception(message, inner)
{
    public const int ExitCode = 2;
}
