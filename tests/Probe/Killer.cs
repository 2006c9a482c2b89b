using System.Diagnostics;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Probe;

/// <summary>When the process kills itself.</summary>
public enum Moment
{
    /// <summary>The row and its message are committed; nothing was published.</summary>
    AfterCommit,

    /// <summary>The broker confirmed the message; its row is still in the outbox.</summary>
    AfterPublish,
}

internal static class Killer
{
    public static void Arm(WebApplicationBuilder builder, Moment moment)
    {
        if (moment == Moment.AfterCommit)
            builder.Services.ConfigureDbContext<ProbeDbContext>(options => options.AddInterceptors(new AtCommit()));
        else
            builder.Services.AddPublishObserver<AtPublish>();
    }

    public static async Task BrokerConnectedAsync(IServiceProvider services)
    {
        var bus = services.GetRequiredService<IBusControl>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (bus.CheckHealth().Status != BusHealthStatus.Healthy)
            await timer.WaitForNextTickAsync();
    }

    private static void Die() => Process.GetCurrentProcess().Kill();

    private sealed class AtCommit : SaveChangesInterceptor
    {
        public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            Die();
            return ValueTask.FromResult(result);
        }
    }

    private sealed class AtPublish : IPublishObserver
    {
        public Task PrePublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class
        {
            Die();
            return Task.CompletedTask;
        }

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
