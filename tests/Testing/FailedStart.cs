namespace Testing;

/// <summary>Why a service does not start.</summary>
public static class FailedStart
{
    private const int Attempts = 5;

    /// <param name="start">
    /// Starts a new one. The framework's factory sometimes sees that the host is gone before it sees why; then it is asked again.
    /// </param>
    public static async Task<Exception> OfAsync(Func<Task> start)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await start();
            }
            catch (ObjectDisposedException) when (attempt < Attempts)
            {
                continue;
            }
            catch (Exception failure)
            {
                return failure;
            }

            throw new InvalidOperationException("The service started.");
        }
    }

    /// <inheritdoc cref="OfAsync(Func{Task})"/>
    public static Task<Exception> OfAsync(Func<object?> start) => OfAsync(() =>
    {
        start();
        return Task.CompletedTask;
    });
}
