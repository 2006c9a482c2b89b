using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Testing;

namespace Analytics.Tests.Calls;

[Collection(SharedApp.Name)]
public sealed class ImportHelplineCallsTests(AnalyticsApp app)
{
    private readonly string _helpline = Random.Shared.NextInt64(10_000, 9_999_999_999).ToString();

    [Fact]
    public async Task Days_and_hours_are_stored_from_csv()
    {
        using var answer = await ImportAsync("date;hour;calls;urgent\n2020-04-13;;2000;150\n\n2020-04-14;0;50;\n2020-04-14;23;70;3\n", "&source=AFP&illustrative=true");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await BodyAsync(answer))["rows"]!.GetValue<int>().ShouldBe(3);
        var series = await SeriesAsync();
        series["days"]!.ToJsonString().ShouldBe(
            """[{"day":"2020-04-13","calls":2000,"urgent":150,"illustrative":true},{"day":"2020-04-14","calls":120,"urgent":3,"illustrative":true}]""");
        series["sources"]!.ToJsonString().ShouldBe("""["AFP"]""");
    }

    [Fact]
    public async Task Json_is_stored_too_and_is_the_same_import_as_its_csv()
    {
        using var first = await ImportAsync("calls,date\r\n 12 ,2020-04-13\r\n\"13\",2020-04-14\r\n");

        using var second = await ImportAsync("""[{"date":"2020-04-14","calls":13},{"date":"2020-04-13","hour":null,"calls":"12"}]""", contentType: "application/json");

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        var (one, two) = (await BodyAsync(first), await BodyAsync(second));
        two["repeated"]!.GetValue<bool>().ShouldBeTrue();
        two["importId"]!.GetValue<Guid>().ShouldBe(one["importId"]!.GetValue<Guid>());
        (await app.CountAsync($"select count(*) from helpline_call_imports where helpline = '{_helpline}'")).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_import_side_by_side_is_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ImportAsync("date,calls\n2020-04-13,12\n")));

        answers.ShouldAllBe(x => x.StatusCode == HttpStatusCode.OK);
        (await app.CountAsync($"select count(*) from helpline_call_imports where helpline = '{_helpline}'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_correction_replaces_the_figure_and_keeps_what_was_there()
    {
        (await ImportAsync("date,calls\n2020-04-13,12\n2020-04-14,13\n")).Dispose();

        using var answer = await ImportAsync("date,calls\n2020-04-14,15\n2020-04-15,16\n");

        (await BodyAsync(answer))["changed"]!.GetValue<int>().ShouldBe(1);
        (await SeriesAsync())["days"]!.AsArray().Select(x => x!["calls"]!.GetValue<int>()).ShouldBe([12, 15, 16]);
        var correction = (await app.GetAsync($"/v1/helpline-calls/corrections?helpline={_helpline}"))["corrections"]!.AsArray().Single()!;
        $"{correction["day"]} {correction["hour"]?.ToString() ?? "whole day"} {correction["oldCalls"]}".ShouldBe("2020-04-14 whole day 13");
        correction["newImportId"]!.GetValue<Guid>().ShouldBe((await BodyAsync(answer))["importId"]!.GetValue<Guid>());
        correction["oldImportId"]!.GetValue<Guid>().ShouldNotBe(correction["newImportId"]!.GetValue<Guid>());
    }

    [Theory]
    [InlineData("text/csv", "date,calls\n2020-04-13,12\n2020-04-14,douze\n", "line 3, column 2 (calls)")]
    [InlineData("text/csv", "date,calls\n2020-04-13,1,200\n", "line 2, column 3 (200)")]
    [InlineData("text/csv", "date,calls\n13/04/2020,12\n", "line 2, column 1 (date)")]
    [InlineData("text/csv", "date,calls\n2999-01-01,12\n", "line 2, column 1 (date)")]
    [InlineData("text/csv", "date,calls\n2020-04-13,-1\n", "line 2, column 2 (calls)")]
    [InlineData("text/csv", "date,hour,calls\n2020-04-13,24,12\n", "line 2, column 2 (hour)")]
    [InlineData("text/csv", "date,calls,urgent\n2020-04-13,12,13\n", "line 2, column 3 (urgent)")]
    [InlineData("text/csv", "date,calls\n2020-04-13,12\n2020-04-13,13\n", "line 3, column 1 (date)")]
    [InlineData("text/csv", "day,calls\n2020-04-13,12\n", "line 1, column 1 (day)")]
    [InlineData("text/csv", "date\n2020-04-13\n", "line 1, column 2 (calls)")]
    [InlineData("text/csv", "", "line 1, column 1 (date)")]
    [InlineData("application/json", "[{\"date\":\"2020-04-13\",\"calls\":12},{\"date\":\"2020-04-14\",\"calls\":1.5}]", "line 2, column 2 (calls)")]
    [InlineData("application/json", "[{\"date\":\"2020-04-13\"\n,, ]", "line 2, column 2 (json)")]
    [InlineData("application/json", "{}", "line 1, column 1 (date)")]
    public async Task A_bad_line_is_named_and_nothing_is_stored(string contentType, string body, string place)
    {
        using var answer = await ImportAsync(body, contentType: contentType);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await BodyAsync(answer))["errors"]!.AsObject().Select(x => x.Key).ShouldContain(place);
        (await app.CountAsync($"select count(*) from helpline_calls where helpline = '{_helpline}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Errors_are_told_in_french_unless_english_is_asked_for()
    {
        using var answer = await ImportAsync("date,calls\n2020-04-13,douze\n", language: "fr-FR,fr;q=0.9,en;q=0.8");

        var errors = (await BodyAsync(answer))["errors"]!.AsObject().Single();
        errors.Key.ShouldBe("ligne 2, colonne 2 (calls)");
        errors.Value![0]!.GetValue<string>().ShouldStartWith("Le nombre d’appels");
    }

    [Theory]
    [InlineData("", "text/csv", HttpStatusCode.BadRequest)]
    [InlineData("?helpline=%27--", "text/csv", HttpStatusCode.BadRequest)]
    [InlineData("?helpline=119&source=%00", "text/csv", HttpStatusCode.BadRequest)]
    [InlineData("?helpline=119", "image/png", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_bad_request_is_refused_as_a_problem(string query, string contentType, HttpStatusCode status)
    {
        using var client = app.Admin();
        using var body = new StringContent("date,calls\n2020-04-13,12\n", Encoding.UTF8, contentType);

        using var answer = await client.PostAsync(new Uri($"/v1/helpline-calls{query}", UriKind.Relative), body, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task An_import_is_announced_once()
    {
        (await ImportAsync("date,calls\n2020-04-13,12\n")).Dispose();
        (await ImportAsync("date,calls\n2020-04-13,12\n")).Dispose();

        await Eventually.IsTrueAsync(async () => await app.CountAsync("select count(*) from outbox_messages") == 0);
        var announced = await app.OnChannelAsync(async channel =>
        {
            var bodies = new List<string>();
            while (await channel.BasicGetAsync("dashboard.activity", autoAck: true, TestContext.Current.CancellationToken) is { } message)
                bodies.Add(Encoding.UTF8.GetString(message.Body.Span));
            return bodies;
        });
        announced.Count(x => x.Contains($"\"helpline\": \"{_helpline}\"", StringComparison.Ordinal)).ShouldBe(1);
    }

    private async Task<HttpResponseMessage> ImportAsync(string body, string query = "", string contentType = "text/csv", string language = "en")
    {
        using var client = app.Admin();
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        return await client.PostAsync(new Uri($"/v1/helpline-calls?helpline={_helpline}{query}", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    private Task<JsonNode> SeriesAsync() => app.GetAsync($"/v1/helpline-calls?helpline={_helpline}");

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
}
