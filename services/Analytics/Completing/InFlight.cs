using System.Collections.Concurrent;
using MassTransit;

namespace Analytics.Completing;

/// <summary>Messages that this replica has taken and not finished: they are in no queue and not yet in the store.</summary>
internal sealed class InFlight(TimeProvider clock) : IReceiveObserver
{
    private readonly ConcurrentDictionary<ReceiveContext, DateTimeOffset> _taken = new(ReferenceEqualityComparer.Instance);
    private long _givenBack;

    /// <summary>How often a message went back to its queue. It may be anywhere in it then.</summary>
    public long GivenBack => Interlocked.Read(ref _givenBack);

    public bool AnyTakenBefore(DateTimeOffset time) => _taken.Any(x => x.Value <= time);

    Task IReceiveObserver.PreReceive(ReceiveContext context)
    {
        _taken[context] = clock.GetUtcNow();
        return Task.CompletedTask;
    }

    Task IReceiveObserver.PostReceive(ReceiveContext context)
    {
        _taken.TryRemove(context, out _);
        return Task.CompletedTask;
    }

    Task IReceiveObserver.ReceiveFault(ReceiveContext context, Exception exception)
    {
        Interlocked.Increment(ref _givenBack);
        _taken.TryRemove(context, out _);
        return Task.CompletedTask;
    }

    Task IReceiveObserver.PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) => Task.CompletedTask;

    Task IReceiveObserver.ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) => Task.CompletedTask;
}
