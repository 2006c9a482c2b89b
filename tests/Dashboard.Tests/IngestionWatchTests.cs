using System.Diagnostics.Metrics;
using Dashboard.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests;

public sealed class IngestionWatchTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IncidentLog _incidents;
    private readonly IngestionWatch _watch;

    public IngestionWatchTests()
    {
        _incidents = new IncidentLog(_clock, new DashboardMetrics(_services.GetRequiredService<IMeterFactory>()), NullLogger<IncidentLog>.Instance);
        _watch = new IngestionWatch(_services.GetRequiredService<IServiceScopeFactory>(), _incidents, Options.Create(new WatchOptions()), _clock);
    }

    [Fact]
    public void Steady_traffic_that_stops_is_an_incident_until_the_next_event()
    {
        var last = Flow(TimeSpan.FromMinutes(3));
        Pass(TimeSpan.FromSeconds(61), last);
        _incidents.Open.ShouldHaveSingleItem().Kind.ShouldBe(IncidentKind.Stale);
        _watch.Judge(_clock.GetUtcNow());
        _incidents.Open.ShouldBeEmpty();
    }

    [Fact]
    public void Silence_after_a_few_events_is_no_incident()
    {
        Pass(TimeSpan.FromMinutes(10), Flow(TimeSpan.FromSeconds(30)));
        _incidents.Open.ShouldBeEmpty();
    }

    [Fact]
    public void Long_silence_is_taken_for_the_end_of_the_traffic()
    {
        Pass(TimeSpan.FromMinutes(20), Flow(TimeSpan.FromMinutes(3)));
        _incidents.Open.ShouldBeEmpty();
    }

    public void Dispose() => _services.Dispose();

    private DateTimeOffset Flow(TimeSpan length)
    {
        for (var passed = TimeSpan.Zero; passed < length; passed += TimeSpan.FromSeconds(2))
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
            _watch.Judge(_clock.GetUtcNow());
        }

        return _clock.GetUtcNow();
    }

    private void Pass(TimeSpan length, DateTimeOffset lastEvent)
    {
        _clock.Advance(length);
        _watch.Judge(lastEvent);
    }
}
