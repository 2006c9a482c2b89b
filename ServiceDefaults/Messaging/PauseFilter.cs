using MassTransit;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Database;

namespace ServiceDefaults.Messaging;

/// <summary>
/// A message that comes before the tables are there waits for them. Trouble that passes (the database is away) holds the message and with it the consumer, and tries again for as long as it takes;
/// the service's stop gives the message back to the queue, and so does the end of the connection that it came by: the broker delivers it
/// again, and whoever went on holding it would keep its place among those handled at once for ever.
/// </summary>
internal sealed partial class PauseFilter(DatabaseReady ready, MessagingMetrics metrics, TimeProvider clock, ILogger logger, CancellationToken stopping) : IFilter<ConsumeContext>
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public void Probe(ProbeContext context) => context.CreateFilterScope("pause");

    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.CancellationToken);
        await ready.WaitAsync(ending.Token);
        var wait = TimeSpan.FromMilliseconds(100);
        while (true)
        {
            try
            {
                await next.Send(context);
                return;
            }
            catch (Exception exception) when (PassingTrouble.Is(exception) && !ending.IsCancellationRequested)
            {
                metrics.Paused();
                Log.Paused(logger, exception.Message);
            }

            await Task.Delay(wait, clock, ending.Token);
            wait = wait * 2 < Longest ? wait * 2 : Longest;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A consumer waits for trouble to pass: {Reason}")]
        public static partial void Paused(ILogger logger, string reason);
    }
}
