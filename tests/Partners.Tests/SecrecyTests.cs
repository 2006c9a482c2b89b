using System.Diagnostics;
using Npgsql;
using Testing;

namespace Partners.Tests;

public sealed class SecrecyTests(PartnersApp app) : IClassFixture<PartnersApp>
{
    [Fact]
    public async Task Keys_secrets_and_receivers_tokens_are_neither_logged_nor_traced_nor_readable_in_the_database()
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("campaign.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => spans.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(listener);

        await using var receiver = await Receiver.StartAsync(Receiver.Status(500), Receiver.Status(204));
        var subscription = await app.SubscribeAsync(receiver.Url, ["webhook.test"]);
        await app.TestAsync(subscription.Id);
        await app.DeliveryAsync(subscription.Id, x => x.GetProperty("status").GetString() == "delivered");
        await app.SendAsync(new SignedWebhook());
        await app.SendAsync(new SignedWebhook { Secret = PartnersApp.TwitterSecret });
        using (var admin = app.Admin())
            await admin.PostAsync("/v1/partners/twitter/secrets:rotate", null);

        string[] secrets =
        [
            Bare(PartnersApp.TikTokSecret), Bare(PartnersApp.TwitterSecret), Bare(PartnersApp.SandboxSecret), Bare(subscription.Secret),
            PartnersApp.TikTokKey, PartnersApp.TwitterKey, PartnersApp.SandboxKey, PartnersApp.AdminKey, PartnersApp.EncryptionKey,
        ];
        var logs = app.Logs.GetSnapshot();
        logs.Count.ShouldBeGreaterThan(20);
        foreach (var record in logs)
        {
            var text = $"{record.Message} {record.Exception} {string.Join(' ', record.StructuredState ?? [])}";
            text.ShouldNotContain("receiver-token", customMessage: record.Category);
            foreach (var secret in secrets)
                text.Contains(secret, StringComparison.Ordinal).ShouldBeFalse($"{record.Category}: {record.Message}");
        }

        spans.ShouldNotBeEmpty();
        spans.ShouldAllBe(span => !span.Contains("receiver-token", StringComparison.Ordinal) && !secrets.Any(secret => span.Contains(secret, StringComparison.Ordinal)));
        var rows = await EveryRowAsync();
        rows.ShouldNotBeEmpty();
        foreach (var secret in secrets)
            rows.ShouldAllBe(row => !row.Contains(secret, StringComparison.Ordinal));
    }

    private static string Bare(string secret) => secret["whsec_".Length..];

    private async Task<List<string>> EveryRowAsync()
    {
        await using var source = NpgsqlDataSource.Create(app.Database);
        var rows = new List<string>();
        foreach (var table in new[] { "partners", "known_partners", "subscriptions", "deliveries", "delivery_attempts", "received_webhooks", "outbox_messages" })
        {
            await using var command = source.CreateCommand($"select t::text from {table} t");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
