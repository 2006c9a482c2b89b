using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Analytics.Tests.Flights;

[Collection(SharedApp.Name)]
public sealed class FlightTests(AnalyticsApp app)
{
    [Fact]
    public async Task A_scheduled_flight_is_on_the_timeline_of_the_days_that_it_touches()
    {
        using var client = app.Admin();
        using var answer = await client.PostAsJsonAsync(
            new Uri("/v1/flights", UriKind.Relative), new { medium = "radio", name = "Spot d’automne", from = "2021-10-01", to = "2021-10-15" }, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);

        (await NamesAsync("from=2021-10-15&to=2021-12-31")).ShouldContain("Spot d’automne");
        (await NamesAsync("from=2021-10-16")).ShouldNotContain("Spot d’automne");
        (await NamesAsync("to=2021-09-30")).ShouldNotContain("Spot d’automne");
    }

    [Theory]
    [InlineData("""{"medium":"pigeon","name":"Spot","from":"2021-10-01","to":"2021-10-15"}""")]
    [InlineData("""{"medium":"tv","name":"","from":"2021-10-01","to":"2021-10-15"}""")]
    [InlineData("""{"medium":"tv","name":"Spot","from":"2021-10-16","to":"2021-10-15"}""")]
    [InlineData("""{"medium":"tv","name":"Spot","from":"soon"}""")]
    public async Task A_bad_flight_is_refused_as_a_problem(string body)
    {
        using var client = app.Admin();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync(new Uri("/v1/flights", UriKind.Relative), content, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    private async Task<IEnumerable<string>> NamesAsync(string period) =>
        (await app.GetAsync($"/v1/flights?{period}"))["flights"]!.AsArray().Select(x => x!["name"]!.GetValue<string>());
}
