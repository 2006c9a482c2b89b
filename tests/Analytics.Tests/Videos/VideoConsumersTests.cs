namespace Analytics.Tests.Videos;

[Collection(SharedApp.Name)]
public sealed class VideoConsumersTests(AnalyticsApp app)
{
    private readonly Guid _id = Guid.CreateVersion7();
    private readonly string _partner = Some.Partner();

    [Fact]
    public async Task An_upload_and_its_publication_are_counted()
    {
        await app.PublishAsync(Some.Upload(_id, _partner));
        (await CountsAsync()).ShouldBe("1 uploaded, 0 published");

        await app.PublishAsync(Some.Published(_id, 1, _partner));
        (await CountsAsync()).ShouldBe("1 uploaded, 1 published");

        await app.PublishAsync(Some.TakenDown(_id, 2));
        (await CountsAsync()).ShouldBe("1 uploaded, 0 published");
    }

    [Fact]
    public async Task Every_message_twice_counts_once()
    {
        foreach (var message in new object[] { Some.Upload(_id, _partner), Some.Published(_id, 1, _partner) })
        {
            var id = await app.PublishAsync(message);
            await app.PublishAsync(message, id);
            await app.PublishAsync(message);
        }

        (await CountsAsync()).ShouldBe("1 uploaded, 1 published");
        var down = Some.TakenDown(_id, 2);
        await app.PublishAsync(down);
        await app.PublishAsync(down);
        (await CountsAsync()).ShouldBe("1 uploaded, 0 published");
    }

    [Fact]
    public async Task Out_of_order_the_newest_revision_decides_and_nothing_is_missing()
    {
        await app.PublishAsync(Some.TakenDown(_id, 2));
        await app.PublishAsync(Some.Published(_id, 1, _partner));
        await app.PublishAsync(Some.Upload(_id, _partner));
        (await CountsAsync()).ShouldBe("1 uploaded, 0 published");
        (await app.ScalarAsync<string>($"select title from videos where id = '{_id}'")).ShouldBe("Parle 1");

        await app.PublishAsync(Some.Published(_id, 3, _partner));
        await app.PublishAsync(Some.TakenDown(_id, 2));
        (await CountsAsync()).ShouldBe("1 uploaded, 1 published");
    }

    [Fact]
    public async Task All_at_once_none_is_parked()
    {
        await Task.WhenAll(app.PublishAsync(Some.Upload(_id, _partner)), app.PublishAsync(Some.Published(_id, 1, _partner)), app.PublishAsync(Some.Published(_id, 2, _partner)));

        (await CountsAsync()).ShouldBe("1 uploaded, 1 published");
    }

    [Fact]
    public async Task A_sandbox_partners_videos_never_reach_real_numbers()
    {
        await app.RegisterPartnerAsync(_partner, sandbox: true);
        var before = (await app.GetAsync("/v1/summary"))["uploads"]!.GetValue<long>();

        await app.PublishAsync(Some.Upload(_id, _partner));

        (await app.GetAsync("/v1/summary"))["uploads"]!.GetValue<long>().ShouldBe(before);
        (await CountsAsync()).ShouldBe("1 uploaded, 0 published");
    }

    private async Task<string> CountsAsync()
    {
        var summary = await app.GetAsync($"/v1/summary?partner={_partner}");
        return $"{summary["uploads"]} uploaded, {summary["videosPublished"]} published";
    }
}
