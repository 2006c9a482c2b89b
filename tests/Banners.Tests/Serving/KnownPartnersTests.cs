using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contracts.Partners;
using RabbitMQ.Client;
using ServiceDefaults.Keys;
using Testing;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class KnownPartnersTests(BannersApp app)
{
    [Fact]
    public async Task A_partner_is_unknown_until_its_registration_has_arrived()
    {
        (await AskAsync()).ShouldBe(HttpStatusCode.NotFound);

        await TellAsync(new PartnerRegistered
        {
            PartnerId = "newcomer",
            Revision = 1,
            Name = "Newcomer",
            Sandbox = true,
            KeyHashes = [ApiKeyHash.Of("newcomer-key")],
            WebOrigins = [],
            OccurredAt = DateTimeOffset.UnixEpoch,
        });

        await Eventually.IsTrueAsync(async () => await AskAsync() == HttpStatusCode.OK);
    }

    private async Task<HttpStatusCode> AskAsync()
    {
        using var response = await app.Anonymous().PostAsJsonAsync("/v1/decisions", new { query = "#119", locale = "fr", partner = "newcomer" });
        return response.StatusCode;
    }

    // As it would come from the Partners service.
    private async Task TellAsync(PartnerRegistered message)
    {
        await using var connection = await new ConnectionFactory { Uri = app.Messaging }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new { messageId = Guid.NewGuid(), messageType = new[] { "urn:message:Contracts.Partners:PartnerRegistered" }, message }, JsonSerializerOptions.Web);
        await channel.BasicPublishAsync("Contracts.Partners:PartnerRegistered", "", mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json" }, body);
    }
}
