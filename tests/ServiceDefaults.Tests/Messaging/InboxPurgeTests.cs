using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Probe;
using ServiceDefaults.Messaging;
using Testing;

namespace ServiceDefaults.Tests.Messaging;

public sealed class InboxPurgeTests(TestServers servers)
{
    [Fact]
    public async Task Messages_handled_over_a_week_ago_are_forgotten_and_younger_ones_kept()
    {
        await using var probe = await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), await servers.CreateVirtualHostAsync());
        await using var scope = probe.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProbeDbContext>();
        var now = TimeProvider.System.GetUtcNow();
        var young = new InboxMessage { MessageId = Guid.CreateVersion7(), Queue = "q", HandledAt = now.AddDays(-6) };
        db.AddRange(young, new InboxMessage { MessageId = Guid.CreateVersion7(), Queue = "q", HandledAt = now.AddDays(-8) });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);

        await probe.Services.GetServices<IHostedService>().OfType<InboxPurge>().Single().PurgeAsync(TestContext.Current.CancellationToken);

        (await db.Set<InboxMessage>().Select(x => x.MessageId).ToListAsync(TestContext.Current.CancellationToken)).ShouldBe([young.MessageId]);
    }
}
