using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Banners.Tests.KeywordFiles;

/// <summary>Keyword sets as CSV files, out and in.</summary>
[Collection<BannersCollection>]
public sealed class KeywordFileTests(BannersApp app)
{
    [Fact]
    public async Task What_is_exported_and_imported_again_changes_nothing_and_keeps_its_ids()
    {
        var id = await app.DraftAsync("simple");
        await SetAsync(
            id, Keyword("simple"), Keyword("=1+1"), Keyword("+33 119"), Keyword("-18 ans"), Keyword("@alloenfance", "hashtag"), Keyword("'=déjà gardé"), Keyword("'ordinaire"),
            Keyword("avec, virgule; et \"guillemets\"", "broad", "blows"), Keyword("sur deux\nlignes"), Keyword("  bords  "), Keyword("チャイルドライン", "phrase", negative: true));
        var before = await GetAsync(id);

        var file = await app.Admin().GetByteArrayAsync($"/v1/campaigns/{id}/keywords.csv");
        var (status, answer) = await ImportAsync(id, file);

        status.ShouldBe(HttpStatusCode.OK);
        answer.ToJsonString().ShouldBe($$"""{"keywords":11,"added":0,"removed":0,"changed":0,"revision":{{before["revision"]}}}""");
        (await GetAsync(id)).ToJsonString().ShouldBe(before.ToJsonString());
    }

    [Fact]
    public async Task A_cell_that_a_spreadsheet_would_run_is_written_as_text()
    {
        var id = await app.DraftAsync("=HYPERLINK(\"http://x\")");

        using var response = await app.Admin().GetAsync($"/v1/campaigns/{id}/keywords.csv");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        response.Content.Headers.ContentDisposition!.FileName!.ShouldEndWith(".csv");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        bytes[..3].ShouldBe(Encoding.UTF8.Preamble.ToArray(), "by this mark a spreadsheet knows UTF-8");
        Encoding.UTF8.GetString(bytes[3..]).ShouldBe("text,matchType,kind,negative\r\n\"'=HYPERLINK(\"\"http://x\"\")\",exact,,false\r\n");
    }

    [Fact]
    public async Task A_file_as_a_french_spreadsheet_saves_it_is_taken()
    {
        var id = await app.DraftAsync("ancien");

        var (status, answer) = await ImportAsync(id, "matchType;text;negative;kind\r\nphrase;mon père, il me tape;;blows\r\n\r\nBROAD;chanson;VRAI;\r\n");

        status.ShouldBe(HttpStatusCode.OK);
        ((int)answer["added"]!).ShouldBe(2);
        ((int)answer["removed"]!).ShouldBe(1);
        (await GetAsync(id))["keywords"]!.AsArray().Select(x => $"{x!["text"]}|{x["matchType"]}|{x["kind"]}|{x["negative"]}")
            .ShouldBe(["mon père, il me tape|phrase|blows|false", "chanson|broad||true"]);
    }

    [Fact]
    public async Task Mistakes_are_named_by_line_and_column_and_nothing_is_taken()
    {
        var id = await app.DraftAsync("intact");

        var (status, answer) = await ImportAsync(id, "text,matchType,kind,negative\nbon,exact,,\n###,exact,,\nmot,devine,,\nmot,exact,Avec Espace,peut-être\nbon,exact,,true\n[qui,concept,,\na,exact,,,,\n");

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer["errors"]!.AsObject().Select(x => x.Key).ShouldBe(
            ["line 3, text", "line 4, matchType", "line 5, kind", "line 5, negative", "line 6, text", "line 7, text", "line 8, text"], ignoreOrder: true);
        ((string)answer["errors"]!["line 6, text"]![0]!).ShouldContain("line 2");
        ((string)(await GetAsync(id))["keywords"]!.AsArray().Single()!["text"]!).ShouldBe("intact");
    }

    [Theory]
    [InlineData("", "line 1, text")]
    [InlineData("text,matchType,colour\na,exact,red\n", "line 1, colour")]
    [InlineData("text,text,matchType\na,a,exact\n", "line 1, text")]
    [InlineData("text\na\n", "line 1, matchType")]
    [InlineData("text,matchType\n", "file")]
    [InlineData("text,matchType\n\"a,exact\n", "line 2, matchType")]
    public async Task A_file_that_is_no_table_of_keywords_is_refused(string file, string error)
    {
        var id = await app.DraftAsync("intact");

        var (status, answer) = await ImportAsync(id, file);

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer["errors"]!.AsObject().Select(x => x.Key).ShouldContain(error);
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_refused_with_what_to_do()
    {
        var id = await app.DraftAsync("intact");

        var (status, answer) = await ImportAsync(id, Encoding.Latin1.GetBytes("text,matchType\npère,exact\n"));

        status.ShouldBe(HttpStatusCode.BadRequest);
        ((string)answer["errors"]!["file"]![0]!).ShouldContain("CSV UTF-8");
    }

    [Fact]
    public async Task A_hundred_thousand_keywords_go_in_and_out_and_one_more_is_refused()
    {
        var id = await app.DraftAsync("grand");
        var file = new StringBuilder("text,matchType\n");
        for (var i = 0; i < 100_000; i++)
            file.Append(i).Append(" mot tres long pour une recherche,exact\n");

        var (status, answer) = await ImportAsync(id, file.ToString());
        var exported = await app.Admin().GetByteArrayAsync($"/v1/campaigns/{id}/keywords.csv");
        var (again, same) = await ImportAsync(id, exported);
        var (refused, problem) = await ImportAsync(id, file.Append("un de trop,exact\n").ToString());

        (status, again).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        ((int)answer["added"]!).ShouldBe(100_000);
        ((int)same["added"]! + (int)same["removed"]! + (int)same["changed"]!).ShouldBe(0);
        ((long)same["revision"]!).ShouldBe((long)answer["revision"]!);
        refused.ShouldBe(HttpStatusCode.BadRequest);
        problem["errors"]!.AsObject().Single().Key.ShouldBe("line 100002, text");
    }

    [Fact]
    public async Task Only_csv_is_taken_and_only_from_authors()
    {
        var id = await app.DraftAsync("intact");
        using var json = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/keywords.csv", new { });
        using var approver = await app.Approver().PutAsync($"/v1/campaigns/{id}/keywords.csv", Csv(Encoding.UTF8.GetBytes("text,matchType\na,exact\n")));
        using var missing = await app.Admin().GetAsync($"/v1/campaigns/{Guid.CreateVersion7()}/keywords.csv");

        json.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        approver.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ImportAsync(Guid.CreateVersion7(), "text,matchType\na,exact\n")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static object Keyword(string text, string matchType = "exact", string? kind = null, bool negative = false) => new { text, matchType, kind, negative };

    private static ByteArrayContent Csv(byte[] file) => new(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };

    private async Task SetAsync(Guid id, params object[] keywords)
    {
        using var response = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/keywords", new { keywords });
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    private async Task<JsonObject> GetAsync(Guid id) => (await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}"))!;

    private Task<(HttpStatusCode Status, JsonObject Body)> ImportAsync(Guid id, string file) => ImportAsync(id, Encoding.UTF8.GetBytes(file));

    private async Task<(HttpStatusCode Status, JsonObject Body)> ImportAsync(Guid id, byte[] file)
    {
        using var response = await app.Admin().PutAsync($"/v1/campaigns/{id}/keywords.csv", Csv(file));
        var body = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, body.Length > 0 ? JsonNode.Parse(body)!.AsObject() : []);
    }
}
