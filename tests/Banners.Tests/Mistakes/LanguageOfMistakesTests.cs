using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Banners.Tests.Mistakes;

/// <summary>The real service: what is wrong is told in the language that the caller prefers, and the answer says which.</summary>
[Collection<BannersCollection>]
public sealed class LanguageOfMistakesTests(BannersApp app)
{
    private const string Banner = """{"locale":"fr","dir":"ltr","title":"Un titre","text":"Un texte","action":"Agir","helplines":[{"number":"119","label":"Le 119"}]}""";

    [Theory]
    [InlineData("keywords", """{"keywords":[{"text":"###","matchType":"exact"}]}""", "Keywords[0].Text", "aucune recherche ne peut y correspondre")]
    [InlineData("keywords", """{"keywords":[{"text":"[qui","matchType":"concept"}]}""", "Keywords[0].Text", "«\u00a0[qui\u00a0» n’est ni un mot ni une classe entre crochets.")]
    [InlineData("keywords", """{"keywords":[{"text":"a b c d e f g h i","matchType":"concept"}]}""", "Keywords[0].Text", "Un motif a de 1 à 8 éléments")]
    [InlineData("keywords", """{"keywords":[{"text":"a","matchType":"devine","kind":"Pas Ça"}]}""", "Keywords[0].Kind", "Un besoin s’écrit comme self-harm")]
    [InlineData("matching", """{"priority":1000}""", "Priority", "Entre -100 et 100.")]
    [InlineData("matching", """{"wordClasses":[{"name":"qui","words":["a"]},{"name":"qui","words":["b"]}]}""", "WordClasses", "Une classe de mots figure deux fois.")]
    [InlineData("banners", """{"banners":[]}""", "Banners", "Il en faut au moins 1.")]
    [InlineData("banners", """{"banners":[{"locale":"fr","dir":"haut","title":"x","text":"Un texte","action":"Agir","helplines":[{"number":"119","label":"Le 119"}]}]}""", "Banners[0].Title", "De 3 à 80 caractères.")]
    [InlineData("banners", $$"""{"banners":[{{Banner}}],"rotation":"jamais"}""", "Rotation", "Une de ces valeurs\u00a0: weighted, even.")]
    [InlineData("banners", """{"banners":[{"locale":"fr","dir":"ltr","title":"Un titre","text":"Un texte","action":"Agir","helplines":[{"number":"119","label":"Le 119"}],"theme":{"mode":"auto","accent":"#ffd166","accentText":"#ffffff"}}]}""", "Banners[0].Theme.Accent", "a un contraste de 1,44\u00a0; un texte lisible par tous en a au moins 4,5")]
    [InlineData("flights", """{"flights":[{"timeZone":"Paris"}]}""", "Flights[0].TimeZone", "Le fuseau horaire est un nom IANA")]
    [InlineData("flights", """{"flights":[{"timeZone":"Europe/Paris","days":["lundi"]}]}""", "Flights[0].Days", "Un jour est l’un de mon, tue")]
    [InlineData("flights", """{"flights":[{"timeZone":"Europe/Paris","start":"demain"}]}""", "Flights[0].Start", "Une date et une heure s’écrivent comme")]
    [InlineData("audience", """{"partners":["Tik Tok"],"regions":["Bretagne"]}""", "Regions[0]", "Une région est un code ISO 3166-2")]
    [InlineData("keywords.csv", "text,matchType\nbon,exact\nbon,exact\n", "line 3, text", "figure déjà à la ligne 2.")]
    [InlineData("keywords.csv", "text,matchType,couleur\na,exact,rouge\n", "line 1, couleur", "Les colonnes sont text, matchType, kind, negative")]
    public async Task A_mistake_in_a_draft_is_told_in_French(string what, string body, string field, string sentence)
    {
        var id = await app.DraftAsync("brouillon avec une erreur");
        using var response = await SendAsync(HttpMethod.Put, $"/v1/campaigns/{id}/{what}", body, "fr-FR,fr;q=0.9,en;q=0.8");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await ShouldSayAsync(response, field, sentence);
    }

    [Theory]
    [InlineData("PUT", "/v1/helplines/FR/3018", """{"names":{},"kind":"fax"}""", "TimeZone", "À renseigner.")]
    [InlineData("PUT", "/v1/helplines/FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","chat":"http://3018.fr"}""", "Chat", "Le tchat est une adresse https.")]
    [InlineData("PUT", "/v1/helplines/FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","fallback":["999"]}""", "Fallback", "Le registre n’a pas de numéro 999 pour FR")]
    [InlineData("PUT", "/v1/helplines/FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","hours":[{"opens":"9h","closes":"23:00"}]}""", "Hours[0].Opens", "Une heure s’écrit comme 08:30.")]
    [InlineData("PUT", "/v1/helplines/France/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris"}""", "country", "Un pays s’écrit en deux majuscules")]
    [InlineData("POST", "/v1/campaigns", """{"name":"x","country":"France","defaultLocale":"français"}""", "DefaultLocale", "Une langue s’écrit par son code")]
    [InlineData("POST", "/v1/proposals", """{"term":"###","locale":"fr","reason":"missing"}""", "Term", "aucune recherche ne peut y correspondre")]
    [InlineData("GET", "/v1/campaigns?limit=0", null, "limit", "Entre 1 et 500.")]
    public async Task Any_other_mistake_is_told_in_French_too(string method, string path, string? body, string field, string sentence)
    {
        using var response = await SendAsync(new HttpMethod(method), path, body, "fr");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await ShouldSayAsync(response, field, sentence);
    }

    [Theory]
    [InlineData("POST", ":resume", null, HttpStatusCode.Conflict, "La campagne n’est pas en pause.")]
    [InlineData("PUT", "/audience?revision=0", "{}", HttpStatusCode.Conflict, "et non à celle que vous avez lue")]
    [InlineData("PUT", "/audience", "{ no json", HttpStatusCode.BadRequest, "Le corps doit être du JSON valide")]
    [InlineData("POST", ":approve", null, HttpStatusCode.Conflict, "La campagne n’attend pas d’approbation")]
    public async Task What_a_campaign_refuses_is_told_in_French(string method, string what, string? body, HttpStatusCode status, string sentence)
    {
        var id = await app.DraftAsync("refus en francais");
        using var response = await SendAsync(new HttpMethod(method), $"/v1/campaigns/{id}{what}", body, "fr-CA");

        response.StatusCode.ShouldBe(status);
        ((string)(await ReadAsync(response, "fr"))["detail"]!).ShouldContain(sentence);
    }

    [Fact]
    public async Task What_is_not_there_not_allowed_or_no_picture_has_a_French_title_and_sentence()
    {
        using var nowhere = await SendAsync(HttpMethod.Get, $"/v1/campaigns/{Guid.CreateVersion7()}", null, "fr");
        using var nobody = await SendAsync(HttpMethod.Get, "/v1/campaigns", null, "fr", app.Anonymous());
        using var author = await SendAsync(HttpMethod.Delete, "/v1/helplines/FR/119", null, "fr", app.Person("bruno", "author"));
        using var picture = await SendAsync(HttpMethod.Post, "/v1/images", "no picture", "fr");

        ((string)(await ReadAsync(nowhere, "fr"))["title"]!).ShouldBe("Introuvable");
        ((string)(await ReadAsync(nobody, "fr"))["detail"]!).ShouldStartWith("Il faut une clé");
        ((string)(await ReadAsync(author, "fr"))["detail"]!).ShouldContain("les auteurs écrivent, les approbateurs approuvent");
        ((string)(await ReadAsync(picture, "fr"))["detail"]!).ShouldStartWith("Ce n’est pas une image");
    }

    [Theory]
    [InlineData(null, "en", "The chat is an https address.")]
    [InlineData("", "en", "The chat is an https address.")]
    [InlineData("*", "en", "The chat is an https address.")]
    [InlineData("de-DE, it", "en", "The chat is an https address.")]
    [InlineData("en, fr;q=0.9", "en", "The chat is an https address.")]
    [InlineData("fr;q=0.5, en;q=0.9", "en", "The chat is an https address.")]
    [InlineData("fr;q=0", "en", "The chat is an https address.")]
    [InlineData("fry", "en", "The chat is an https address.")]
    [InlineData("!!", "en", "The chat is an https address.")]
    [InlineData("de, fr;q=0.3", "fr", "Le tchat est une adresse https.")]
    [InlineData("FR-be", "fr", "Le tchat est une adresse https.")]
    public async Task English_is_told_unless_French_is_preferred(string? accepted, string language, string sentence)
    {
        using var response = await SendAsync(HttpMethod.Put, "/v1/helplines/FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","chat":"http://3018.fr"}""", accepted);

        ((string)(await ReadAsync(response, language))["errors"]!["Chat"]![0]!).ShouldBe(sentence);
        response.Headers.Vary.ShouldContain("Accept-Language");
    }

    [Fact]
    public async Task What_is_right_names_no_language_of_its_own()
    {
        using var response = await SendAsync(HttpMethod.Get, "/v1/helplines/FR/3018", null, "fr");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLanguage.ShouldBeEmpty();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, string? accepted, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (accepted is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, path is "/v1/images" ? "image/png" : path.EndsWith(".csv", StringComparison.Ordinal) ? "text/csv" : "application/json");
        return await (client ?? app.Person("amelie", "author", "approver")).SendAsync(request);
    }

    private static async Task ShouldSayAsync(HttpResponseMessage response, string field, string sentence)
    {
        var problem = await ReadAsync(response, "fr");
        ((string)problem["title"]!).ShouldBe("La saisie comporte des erreurs.");
        var errors = problem["errors"]!.AsObject().ToDictionary(error => error.Key, error => string.Join(' ', error.Value!.AsArray().Select(text => (string)text!)), StringComparer.OrdinalIgnoreCase);
        errors[field].ShouldContain(sentence);
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response, string language)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        response.Content.Headers.ContentLanguage.ShouldBe([language]);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
