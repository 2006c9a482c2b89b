using Banners.Data;
using Banners.Serving;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class RevisionBellTests(BannersApp app) : IAsyncLifetime
{
    // Nobody would wait for that long, so what returns was rung for.
    private static readonly TimeSpan VeryLong = TimeSpan.FromHours(1);

    private readonly RevisionBell _bell = new(app.Services.GetRequiredService<NpgsqlDataSource>(), TimeProvider.System);

    // Listens from here on.
    public async ValueTask InitializeAsync() => await _bell.WaitAsync(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _bell.DisposeAsync();

    [Fact]
    public async Task It_rings_for_a_publication_and_for_a_pause()
    {
        var campaign = await app.DraftAsync("la cloche");
        await app.PublishAsync(campaign);
        await RingsAsync();

        await app.PauseAsync(campaign);
        await RingsAsync();
    }

    [Fact]
    public async Task It_does_not_ring_for_what_was_not_committed()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BannersDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await RevisionBell.NextRevisionAsync(db, TestContext.Current.CancellationToken);

        // The row is taken, so nobody else rings meanwhile.
        var waiting = _bell.WaitAsync(VeryLong, TestContext.Current.CancellationToken);
        waiting.IsCompleted.ShouldBeFalse();
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await waiting.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_connection_that_was_lost_is_made_anew()
    {
        await app.ScalarAsync<bool>("select bool_or(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and query ilike 'listen %'");

        // The loss is noticed, then it listens again.
        await _bell.WaitAsync(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
        await _bell.WaitAsync(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
        await app.PublishAsync(await app.DraftAsync("la cloche encore"));
        await RingsAsync();
    }

    private Task RingsAsync() => _bell.WaitAsync(VeryLong, TestContext.Current.CancellationToken).WaitAsync(TestContext.Current.CancellationToken);
}
