using Contracts.Banners;

namespace Analytics.Tests.Campaigns;

[Collection(SharedApp.Name)]
public sealed class CampaignConsumersTests(AnalyticsApp app)
{
    private readonly Guid _id = Guid.CreateVersion7();

    [Fact]
    public async Task A_published_campaign_names_its_banners_and_keywords()
    {
        await app.PublishAsync(Some.Campaign(_id, 1, "119"));

        (await CampaignAsync()).ShouldBe("1 119 live");
        (await app.CountAsync($"select count(*) from banners where campaign_id = '{_id}'")).ShouldBe(1);
        (await app.CountAsync($"select count(*) from keywords where campaign_id = '{_id}'")).ShouldBe(2);
    }

    [Fact]
    public async Task The_same_message_twice_changes_nothing()
    {
        var message = Some.Campaign(_id, 1, "119");
        var id = await app.PublishAsync(message);

        await app.PublishAsync(message, id);
        await app.PublishAsync(message);

        (await CampaignAsync()).ShouldBe("1 119 live");
        (await app.CountAsync($"select count(*) from keywords where campaign_id = '{_id}'")).ShouldBe(2);
    }

    [Fact]
    public async Task An_older_revision_is_ignored()
    {
        await app.PublishAsync(Some.Campaign(_id, 3, "new"));
        await app.PublishAsync(Some.Campaign(_id, 2, "old"));

        (await CampaignAsync()).ShouldBe("3 new live");
    }

    [Fact]
    public async Task A_pause_that_overtakes_the_publication_holds_and_the_name_is_learnt()
    {
        await app.PublishAsync(new CampaignPaused { CampaignId = _id, Revision = 2, OccurredAt = Some.Now });
        await app.PublishAsync(Some.Campaign(_id, 1, "119"));

        (await CampaignAsync()).ShouldBe("2 119 paused");
    }

    [Fact]
    public async Task A_pause_twice_and_a_late_one_change_nothing_more()
    {
        var paused = new CampaignPaused { CampaignId = _id, Revision = 2, OccurredAt = Some.Now };
        await app.PublishAsync(Some.Campaign(_id, 1, "119"));
        await app.PublishAsync(paused);
        await app.PublishAsync(paused);
        (await CampaignAsync()).ShouldBe("2 119 paused");

        await app.PublishAsync(Some.Campaign(_id, 3, "119"));
        await app.PublishAsync(paused);
        (await CampaignAsync()).ShouldBe("3 119 live");
    }

    private Task<string?> CampaignAsync() =>
        app.ScalarAsync<string>($"select revision || ' ' || name || case when paused then ' paused' else ' live' end from campaigns where id = '{_id}'");
}
