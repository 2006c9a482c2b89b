using System.Text.Json.Nodes;
using Testing;

namespace Banners.Tests;

[Collection<BannersCollection>]
public sealed class OpenApiTests(BannersApp app)
{
    [Fact]
    public async Task The_checked_in_description_is_the_services_own()
    {
        using var client = app.Anonymous();
        await CheckedInDescription.ShouldBeCurrentAsync(client, "Banners", TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("/v1/campaigns/{id}/keywords", "put", "keywords")]
    [InlineData("/v1/campaigns/{id}/banners", "put", "banners")]
    [InlineData("/v1/campaigns/{id}/keywords:test", "post", "searches")]
    [InlineData("/v1/decisions", "post", "query")]
    public async Task Each_request_is_described_as_its_own(string path, string method, string property)
    {
        using var client = app.Anonymous();
        var document = JsonNode.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken))!;

        var name = (string)document["paths"]![path]![method]!["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!;

        document["components"]!["schemas"]![name.Split('/')[^1]]!["properties"]!.AsObject().ShouldContainKey(property);
    }
}
