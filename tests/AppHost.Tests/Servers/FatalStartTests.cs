using AppHost.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AppHost.Tests.Servers;

public sealed class FatalStartTests
{
    private readonly Lifetime _lifetime = new();
    private readonly FatalStart _fatal;
    private readonly IServiceProvider _services;

    public FatalStartTests()
    {
        _fatal = new FatalStart(_lifetime);
        _services = new ServiceCollection().AddSingleton(_fatal).BuildServiceProvider();
    }

    [Fact]
    public async Task A_server_that_can_t_be_prepared_at_the_first_start_ends_it()
    {
        await Should.ThrowAsync<SetupException>(() => FatalStart.GuardAsync(_services, "messaging", Full));
        _fatal.Problem.ShouldNotBeNull();
        _lifetime.WasStopped.ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_can_t_be_prepared_for_a_restart_fails_that_restart_and_nobody_else()
    {
        await FatalStart.GuardAsync(_services, "messaging", () => Task.CompletedTask);
        await Should.ThrowAsync<SetupException>(() => FatalStart.GuardAsync(_services, "messaging", Full));
        _fatal.Problem.ShouldBeNull();
        _lifetime.WasStopped.ShouldBeFalse();
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public bool WasStopped { get; private set; }

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => WasStopped = true;
    }

    private static Task Full() => throw new SetupException("No space is left: make room.");
}
