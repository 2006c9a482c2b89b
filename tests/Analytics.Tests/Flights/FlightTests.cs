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
    [InlineData("""{"medium":"tv","name":"Sp\u0000ot","from":"2021-10-01","to":"2021-10-15"}""")]
    [InlineData("""{"medium":"tv","name":"Spot","from":"2021-10-01","to":"2021-10-15","note":"\u0000"}""")]
    public async Task A_bad_flight_is_refused_as_a_problem(string body)
    {
        using var client = app.Admin();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync(new Uri("/v1/flights", UriKind.Relative), content, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Flights_come_from_csv_too_and_the_same_file_again_changes_nothing()
    {
        const string Sheet = "Medium;Name;From;To;Partner;Note\ntv;Spot du soir;2031-03-01;2031-03-31;;Régie\nsocial;Vidéos;2031-03-05;2031-03-06;tiktok;\n";

        using var first = await ImportAsync(Sheet);
        using var again = await ImportAsync(Sheet);
        var side = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ImportAsync(Sheet)));

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CountsAsync(first)).ShouldBe("2 rows, 2 added, 0 changed");
        (await CountsAsync(again)).ShouldBe("2 rows, 0 added, 0 changed");
        foreach (var one in side)
            (await CountsAsync(one)).ShouldBe("2 rows, 0 added, 0 changed");
        (await NamesAsync("from=2031-03-05&to=2031-03-05")).ShouldBe(["Spot du soir", "Vidéos"]);
    }

    [Fact]
    public async Task A_note_or_a_mark_that_changed_replaces_the_one_before_and_no_flight_is_doubled()
    {
        (await ImportAsync("medium,name,from,to,illustrative,note\nradio,Matinale,2032-01-01,2032-01-02,true,À confirmer\n")).Dispose();

        using var answer = await ImportAsync("medium,name,from,to,illustrative,note\nradio,Matinale,2032-01-01,2032-01-02,false,Confirmé\n");

        (await CountsAsync(answer)).ShouldBe("1 rows, 0 added, 1 changed");
        var flight = (await app.GetAsync("/v1/flights?from=2032-01-01&to=2032-01-02"))["flights"]!.AsArray().Single()!;
        $"{flight["illustrative"]} {flight["note"]}".ShouldBe("false Confirmé");
    }

    [Theory]
    [InlineData("medium,name,from,to\ntv,Spot,2031-01-01,2031-01-02\npigeon,Spot,2031-01-01,2031-01-02\n", "line 3, column 1 (medium)")]
    [InlineData("medium,name,from,to\ntv,S,2031-01-01,2031-01-02\n", "line 2, column 2 (name)")]
    [InlineData("medium,name,from,to\ntv,Spot,01/01/2031,2031-01-02\n", "line 2, column 3 (from)")]
    [InlineData("medium,name,from,to\ntv,Spot,2031-01-03,2031-01-02\n", "line 2, column 4 (to)")]
    [InlineData("to,from,name,medium,partner\n2031-01-02,2031-01-01,Spot,tv,Le Monde\n", "line 2, column 5 (partner)")]
    [InlineData("medium,name,from,to,illustrative\ntv,Spot,2031-01-01,2031-01-02,oui\n", "line 2, column 5 (illustrative)")]
    [InlineData("medium,name,from,to\ntv,Sp\0ot,2031-01-01,2031-01-02\n", "line 2, column 2 (name)")]
    [InlineData("medium,name,from,to\ntv,Spot,2031-01-01,2031-01-02\ntv,Spot,2031-01-01,2031-01-02\n", "line 3, column 1 (medium)")]
    [InlineData("medium,title,from,to\n", "line 1, column 2 (title)")]
    [InlineData("medium,name,from,to\n", "line 1, column 1 (medium)")]
    [InlineData("", "line 1, column 1 (medium)")]
    public async Task A_bad_line_of_an_import_is_named_and_no_flight_is_stored(string sheet, string place)
    {
        using var answer = await ImportAsync(sheet);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        problem["errors"]!.AsObject().Select(x => x.Key).ShouldContain(place);
        (await NamesAsync("from=2031-01-01&to=2031-01-02")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_csv_is_imported()
    {
        using var answer = await ImportAsync("[]", "application/json");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    private async Task<HttpResponseMessage> ImportAsync(string sheet, string contentType = "text/csv")
    {
        using var client = app.Admin();
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        using var content = new StringContent(sheet, System.Text.Encoding.UTF8, contentType);
        return await client.PostAsync(new Uri("/v1/flights:import", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    private static async Task<string> CountsAsync(HttpResponseMessage answer)
    {
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        return $"{body["rows"]} rows, {body["added"]} added, {body["changed"]} changed";
    }

    private async Task<IEnumerable<string>> NamesAsync(string period) =>
        (await app.GetAsync($"/v1/flights?{period}"))["flights"]!.AsArray().Select(x => x!["name"]!.GetValue<string>());
}
