using Contracts.Content;

namespace Analytics.Tests.Taps;

[Collection(SharedApp.Name)]
public sealed class HelplineTappedTests(AnalyticsApp app)
{
    [Fact]
    public async Task Taps_count_once_each_in_any_order()
    {
        var before = await TapsAsync();
        var yesterday = Tap(Some.Now.AddDays(-1));
        var today = Tap(Some.Now);

        await app.PublishAsync(today);
        await app.PublishAsync(yesterday);
        (await TapsAsync()).ShouldBe(before + 2);

        var id = await app.PublishAsync(today);
        await app.PublishAsync(today, id);
        (await TapsAsync()).ShouldBe(before + 2);
    }

    [Fact]
    public async Task A_tap_whose_identity_is_kept_no_longer_is_not_counted()
    {
        var before = await TapsAsync();

        await app.PublishAsync(Tap(Some.Now.AddDays(-92)));
        await app.PublishAsync(Tap(Some.Now.AddDays(-89)));

        (await TapsAsync()).ShouldBe(before + 1);
    }

    private async Task<long> TapsAsync() => (await app.GetAsync("/v1/summary"))["helplineTaps"]!.GetValue<long>();

    private static HelplineTapped Tap(DateTimeOffset at) => new()
    {
        TapId = Guid.CreateVersion7(at),
        Number = "119",
        Page = "safety-centre",
        Locale = "fr",
        OccurredAt = at,
    };
}
