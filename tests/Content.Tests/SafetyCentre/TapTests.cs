using System.Net;
using System.Net.Http.Json;
using System.Text;
using Contracts.Content;

namespace Content.Tests.SafetyCentre;

[Collection(OneService.Name)]
public sealed class TapTests(ContentApp app)
{
    [Fact]
    public async Task A_tap_is_told_once_and_holds_nothing_about_the_person()
    {
        using var client = app.Anonymous();

        using var answer = await client.PostAsJsonAsync("/v1/helpline-taps", new { number = "116000", page = "player", locale = "en" });

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var tap = (await app.HearAsync<HelplineTapped>(x => x.Number == "116000")).ShouldHaveSingleItem();
        tap.Page.ShouldBe("player");
        tap.Locale.ShouldBe("en");
        tap.TapId.Version.ShouldBe(7);
    }

    [Theory]
    [InlineData("""{"number":"12345","page":"player","locale":"fr"}""")]
    [InlineData("""{"number":"tel:119","page":"player","locale":"fr"}""")]
    [InlineData("""{"number":"119","page":"elsewhere","locale":"fr"}""")]
    [InlineData("""{"number":"119","page":"player","locale":"de"}""")]
    [InlineData("""{"number":119,"page":"player","locale":"fr"}""")]
    [InlineData("""{"page":"player"}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{ not json")]
    public async Task What_is_no_tap_is_refused_in_words(string body)
    {
        using var client = app.Anonymous();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync("/v1/helpline-taps", content);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }
}
