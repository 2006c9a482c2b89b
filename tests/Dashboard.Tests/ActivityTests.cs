using Browsing;
using Contracts.Content;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Testing;

namespace Dashboard.Tests;

[Collection(OneDashboard.Name)]
public sealed class ActivityTests(DashboardApp app, Chromium chromium)
{
    private static readonly DateTimeOffset At = new(2020, 5, 4, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_becomes_one_line_and_shows_on_the_overview()
    {
        await PublishAsync(Guid.CreateVersion7(), "Une vidéo importante", At);
        await Eventually.IsTrueAsync(async () => await CountAsync("Une vidéo importante") == 1, Cancelled);
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur");
        await Assertions.Expect(page.Locator(".activity")).ToContainTextAsync("Vidéo publiée : Une vidéo importante");
    }

    [Fact]
    public async Task Message_delivered_twice_is_one_line()
    {
        var id = Guid.CreateVersion7();
        await PublishAsync(id, "Deux fois", At);
        await PublishAsync(id, "Deux fois", At);
        // A later message of the same queue says that both have been handled.
        await PublishAsync(Guid.CreateVersion7(), "Fin", At);
        await Eventually.IsTrueAsync(async () => await CountAsync("Fin") == 1 && await app.ScalarAsync<long>("select count(*) from inbox_messages") >= 2, Cancelled);
        (await CountAsync("Deux fois")).ShouldBe(1);
    }

    [Fact]
    public async Task Messages_out_of_order_are_listed_by_their_own_time()
    {
        await PublishAsync(Guid.CreateVersion7(), "Second", At.AddHours(2));
        await Eventually.IsTrueAsync(async () => await CountAsync("Second") == 1, Cancelled);
        await PublishAsync(Guid.CreateVersion7(), "First", At.AddHours(1));
        var feed = app.Services.GetRequiredService<Activity.ActivityFeed>();
        var lines = await Eventually.GetAsync(() => Task.FromResult(feed.Newest.Select(line => line.Subject.Split(' ')[0]).ToList()), subjects => subjects.Contains("First"), Cancelled);
        lines.IndexOf("Second").ShouldBeLessThan(lines.IndexOf("First"));
    }

    private Task<long> CountAsync(string title) => app.ScalarAsync<long>($"select count(*) from activity where subject like '{title}%'");

    private Task PublishAsync(Guid messageId, string title, DateTimeOffset at) => app.Services.GetRequiredService<IBus>().Publish(
        new VideoPublished
        {
            VideoId = Guid.CreateVersion7(),
            Revision = 1,
            CreatorId = Guid.CreateVersion7(),
            CreatorName = "Linne-Kim",
            Title = title,
            SignLanguage = false,
            OccurredAt = at,
        },
        context => context.MessageId = messageId, Cancelled);
}
