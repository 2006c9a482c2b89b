using MassTransit;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Messaging;

/// <summary>
/// What fails for ever is parked in the queue's <c>_error</c> queue with its reason; what was only interrupted is thrown on, so that
/// the transport gives it back to the queue.
/// </summary>
internal sealed partial class ParkFilter(MessagingMetrics metrics, ILogger logger) : IFilter<ExceptionReceiveContext>
{
    public void Probe(ProbeContext context) => context.CreateFilterScope("park");

    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (PassingTrouble.Is(context.Exception))
            return Task.FromException(context.Exception);
        metrics.Parked();
        Log.Parked(logger, context.InputAddress.AbsolutePath.Split('/')[^1], context.Exception.GetType().Name, context.Exception.Message);
        return next.Send(context);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A message of queue {Queue} was parked: {Kind}: {Reason}")]
        public static partial void Parked(ILogger logger, string queue, string kind, string reason);
    }
}
