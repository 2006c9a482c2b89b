using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Analytics.Tests.Defining;

[Collection(SharedApp.Name)]
public sealed class DefinitionTests(AnalyticsApp app)
{
    // What stands in a report and is no figure of it.
    private static readonly HashSet<string> NoFigures = new(["year", "compareYear"], StringComparer.Ordinal);

    [Theory]
    [InlineData("/v1/summary")]
    [InlineData("/v1/timeseries")]
    [InlineData("/v1/timeseries?metric=clicks,taps,viewable,impressions&grain=day")]
    [InlineData("/v1/ingestion")]
    [InlineData("/v1/breakdown?metric=clicks")]
    [InlineData("/v1/funnel?by=partner")]
    [InlineData("/v1/comparison?from=2024-02-29&to=2024-03-01&with=year")]
    [InlineData("/v1/videos")]
    [InlineData("/v1/partner-quality")]
    [InlineData("/v1/helpline-calls?helpline=4477")]
    [InlineData("/v1/uplift?helpline=4478&from=2020-03-02&to=2020-03-22&compareYear=2019")]
    [InlineData("/v1/uplift/model?helpline=4478&from=2020-03-02&to=2020-03-22")]
    public async Task Every_figure_of_a_report_is_defined_where_the_report_says(string path)
    {
        await FillAsync();

        var report = await app.GetAsync(path);

        report["asOf"]!.GetValue<DateTimeOffset>().ShouldBe(Some.Now, TimeSpan.FromMinutes(1));
        report.AsObject().ContainsKey("completeUntil").ShouldBeTrue();
        report["completeness"]!.GetValue<string>().ShouldNotBeEmpty();
        report["state"]!.GetValue<string>().ShouldBeOneOf("provisional", "final");
        var links = report["definitions"]!.AsObject().ToDictionary(x => x.Key, x => x.Value!.GetValue<string>(), StringComparer.Ordinal);
        var figures = Figures(report, "").Distinct(StringComparer.Ordinal).ToList();
        figures.ShouldNotBeEmpty();
        figures.Where(figure => !links.Keys.Any(name => IsNamed(figure, name))).ShouldBeEmpty("figures without a definition");
        foreach (var link in links.Values.Distinct(StringComparer.Ordinal))
            (await app.GetAsync(link))["definition"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Every_definition_is_there_in_french_and_english_and_says_something_else_in_each()
    {
        var (french, english) = (await AllAsync("fr"), await AllAsync("en"));

        french.Select(x => x!["figure"]!.GetValue<string>()).ShouldBe(english.Select(x => x!["figure"]!.GetValue<string>()));
        foreach (var (one, other) in french.Zip(english))
        {
            foreach (var text in new[] { "definition", "counts", "excludes" })
            {
                one![text]!.GetValue<string>().ShouldNotBeEmpty();
                one[text]!.GetValue<string>().ShouldNotBe(other![text]!.GetValue<string>());
            }
        }

        (await AllAsync("de,en;q=0.1"))[0]!["name"]!.GetValue<string>().ShouldBe("Impressions");
        (await AllAsync("*"))[0]!["name"]!.GetValue<string>().ShouldBe("Affichages");
    }

    [Fact]
    public async Task A_figure_that_nobody_knows_is_a_404_that_says_where_they_are()
    {
        using var answer = await app.TryGetAsync("/v1/definitions/reach");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("/v1/definitions");
    }

    private async Task FillAsync()
    {
        await app.RecordAsync(Some.Event(), Some.Event("click"));
        await app.PublishAsync(Some.Webhook("tiktok", Some.PartnerEvent()));
        await ImportAsync("4477", "date,calls,urgent\n2020-04-13,12,3\n");
        // More than a year by day, so that a period has its counterpart and the weeks before it.
        var random = new Random(119);
        var first = new DateOnly(2019, 2, 1);
        await ImportAsync("4478", $"date,calls\n{string.Join('\n', Enumerable.Range(0, 430).Select(i => $"{first.AddDays(i):yyyy-MM-dd},{random.Next(80, 120)}"))}\n");
    }

    private async Task ImportAsync(string helpline, string csv)
    {
        using var client = app.Admin();
        using var sheet = new StringContent(csv, System.Text.Encoding.UTF8, "text/csv");
        using var answer = await client.PostAsync(new Uri($"/v1/helpline-calls?helpline={helpline}", UriKind.Relative), sheet, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    // By its last names, or by what it stands under: partnerEvents.byType holds a figure per type.
    private static bool IsNamed(string figure, string name) =>
        figure == name || figure.EndsWith("." + name, StringComparison.Ordinal) || figure.StartsWith(name + ".", StringComparison.Ordinal) || figure.Contains($".{name}.", StringComparison.Ordinal);

    private static IEnumerable<string> Figures(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.Where(x => x.Key != "definitions" && !NoFigures.Contains(x.Key)).SelectMany(x => Figures(x.Value, path.Length == 0 ? x.Key : $"{path}.{x.Key}")),
        JsonArray items => items.SelectMany(x => Figures(x, path)),
        { } value when value.GetValueKind() is JsonValueKind.Number => [path],
        _ => [],
    };

    private async Task<JsonArray> AllAsync(string language)
    {
        using var client = app.Admin();
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        return JsonNode.Parse(await client.GetStringAsync(new Uri("/v1/definitions", UriKind.Relative), TestContext.Current.CancellationToken))!["figures"]!.AsArray();
    }
}
