using Microsoft.AspNetCore.Http;
using Traffic.Counting;
using Traffic.Driving;

namespace Traffic.Tests;

public sealed class TrafficRunTests
{
    private static readonly TrafficPlan Short = new()
    {
        Duration = TimeSpan.FromMilliseconds(500),
        DrainLimit = TimeSpan.FromSeconds(10),
        CountLimit = TimeSpan.FromSeconds(1),
        Settling = TimeSpan.FromMilliseconds(50),
        LookedAt = TimeSpan.FromMilliseconds(20),
        WebhookPace = TimeSpan.FromMilliseconds(50),
        Visitors = 8,
        Pace = TimeSpan.FromMilliseconds(50),
        ClickShare = 1,
        TapShare = 1,
        Uploads = 0,
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_sent_is_acknowledged_and_counted()
    {
        await using var system = await FakeSystem.StartAsync();
        var report = await RunAsync(system);
        report.AddsUp.ShouldBeTrue(report.ToString());
        report[Kind.Click].Counted.ShouldNotBeNull().ShouldBePositive();
        report[Kind.Tap].Counted.ShouldNotBeNull().ShouldBePositive();
        report[Kind.WebhookEvent].Counted.ShouldNotBeNull().ShouldBePositive();
    }

    [Theory]
    [InlineData(StatusCodes.Status503ServiceUnavailable)]
    [InlineData(StatusCodes.Status500InternalServerError)]
    [InlineData(StatusCodes.Status429TooManyRequests)]
    public async Task What_is_refused_for_a_moment_is_repeated(int status)
    {
        await using var system = await FakeSystem.StartAsync();
        system.FirstAttempt = (_, _) => Results.StatusCode(status);
        var report = await RunAsync(system);
        report.AddsUp.ShouldBeTrue(report.ToString());
        report[Kind.Impression].Retries.ShouldBe(report[Kind.Impression].Sent);
    }

    [Fact]
    public async Task A_broken_connection_is_repeated()
    {
        await using var system = await FakeSystem.StartAsync();
        system.FirstAttempt = (_, context) =>
        {
            context.Abort();
            return Results.Empty;
        };
        var report = await RunAsync(system);
        report.AddsUp.ShouldBeTrue(report.ToString());
        report[Kind.WebhookEvent].Retries.ShouldBePositive();
    }

    [Fact]
    public async Task A_click_that_landed_uncounted_is_repeated_and_shown_apart()
    {
        await using var system = await FakeSystem.StartAsync();
        system.FirstAttempt = (kind, _) => kind is "clicks" ? Results.StatusCode(StatusCodes.Status302Found) : null;
        var report = await RunAsync(system);
        report.AddsUp.ShouldBeTrue(report.ToString());
        report[Kind.Click].Redirected.ShouldBe(report[Kind.Click].Sent);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task What_is_lost_or_counted_twice_does_not_add_up(int countsFor)
    {
        await using var system = await FakeSystem.StartAsync();
        system.CountsFor = countsFor;
        var report = await RunAsync(system);
        report.AddsUp.ShouldBeFalse();
        report[Kind.Impression].Acknowledged.ShouldBe(report[Kind.Impression].Sent);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_not_repeated_and_says_why()
    {
        await using var system = await FakeSystem.StartAsync();
        system.FirstAttempt = (kind, _) => kind is "taps" ? Results.Problem("No such token.", statusCode: StatusCodes.Status400BadRequest) : null;
        var report = await RunAsync(system);
        report.AddsUp.ShouldBeFalse();
        report.CountsWhatWasAcknowledged.ShouldBeTrue(report.ToString());
        report[Kind.Tap].Retries.ShouldBe(0);
        report.Refusal.ShouldNotBeNull().ShouldContain("No such token.");
    }

    [Fact]
    public void A_missing_ready_file_says_what_to_do() =>
        Should.Throw<TrafficException>(() => ReadyFile.Read("/nowhere/ready.json")).Message.ShouldContain("./campaign up");

    private static async Task<TrafficReport> RunAsync(FakeSystem system)
    {
        using var run = new TrafficRun(system.Ready(), Short, TimeProvider.System);
        await run.BeginAsync(Cancelled);
        await run.DriveAsync(Cancelled);
        return await run.CountAsync(Cancelled);
    }
}
