using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Dashboard.SignIn;

namespace Dashboard.Neighbours;

/// <summary>Drafts of campaigns at Banners, each edit in the name of the person of the page and of the revision that they have read.</summary>
internal sealed class AuthoringClient(HttpClient http, ActingPerson person)
{
    public Task<Answer<CampaignDraft>> DraftAsync(Guid id, CancellationToken cancellationToken) => http.AskAsync<CampaignDraft>($"/v1/campaigns/{id}", cancellationToken);

    public Task<Answer<CampaignDraft>> CreateAsync(string name, string country, string defaultLocale, CancellationToken cancellationToken) =>
        ActAsync<CampaignDraft>(HttpMethod.Post, "/v1/campaigns", JsonContent.Create(new { name, country, defaultLocale }), cancellationToken);

    public Task<Answer<CampaignDraft>> SetKeywordsAsync(Guid id, long revision, IReadOnlyList<DraftKeyword> keywords, CancellationToken cancellationToken) =>
        EditAsync(id, "keywords", revision, new { keywords }, cancellationToken);

    public Task<Answer<KeywordImport>> ImportKeywordsAsync(Guid id, long revision, byte[] csv, CancellationToken cancellationToken) =>
        ActAsync<KeywordImport>(HttpMethod.Put, EditPath(id, "keywords.csv", revision), Bytes(csv, "text/csv"), cancellationToken);

    /// <param name="keywords">Tried instead of the draft's; null: the draft's.</param>
    public Task<Answer<KeywordTrial>> TryKeywordsAsync(Guid id, IReadOnlyList<string> searches, IReadOnlyList<DraftKeyword>? keywords, CancellationToken cancellationToken) =>
        ActAsync<KeywordTrial>(HttpMethod.Post, $"/v1/campaigns/{id}/keywords:test", JsonContent.Create(new { searches, keywords }), cancellationToken);

    /// <param name="matching">Rank and word classes, as Banners takes them.</param>
    public Task<Answer<CampaignDraft>> SetMatchingAsync(Guid id, long revision, object matching, CancellationToken cancellationToken) => EditAsync(id, "matching", revision, matching, cancellationToken);

    public Task<Answer<CampaignDraft>> SetBannersAsync(Guid id, long revision, IReadOnlyList<DraftBanner> banners, string rotation, CancellationToken cancellationToken) =>
        EditAsync(id, "banners", revision, new { banners, rotation }, cancellationToken);

    public Task<Answer<KeptImage>> AddImageAsync(byte[] picture, CancellationToken cancellationToken) =>
        ActAsync<KeptImage>(HttpMethod.Post, "/v1/images", Bytes(picture, "application/octet-stream"), cancellationToken);

    public Task<Answer<CampaignPreview>> PreviewAsync(Guid id, object asked, CancellationToken cancellationToken) =>
        ActAsync<CampaignPreview>(HttpMethod.Post, $"/v1/campaigns/{id}:preview", JsonContent.Create(asked), cancellationToken);

    public Task<Answer<CampaignDraft>> SetFlightsAsync(Guid id, long revision, IReadOnlyList<object> flights, CancellationToken cancellationToken) =>
        EditAsync(id, "flights", revision, new { flights }, cancellationToken);

    public Task<Answer<CampaignDraft>> SetAudienceAsync(Guid id, long revision, IReadOnlyList<string> partners, IReadOnlyList<string> regions, CancellationToken cancellationToken) =>
        EditAsync(id, "audience", revision, new { partners, regions }, cancellationToken);

    public Task<Answer<VersionList>> VersionsAsync(Guid id, CancellationToken cancellationToken) =>
        http.AskAsync<VersionList>($"/v1/campaigns/{id}/versions?limit=200", cancellationToken);

    /// <param name="to">A number, or <c>draft</c>.</param>
    public Task<Answer<CampaignDiff>> DiffAsync(Guid id, string from, string to, CancellationToken cancellationToken) =>
        http.AskAsync<CampaignDiff>($"/v1/campaigns/{id}/versions/{from}/diff/{to}", cancellationToken);

    public Task<Answer<CampaignDraft>> RestoreAsync(Guid id, long revision, int version, CancellationToken cancellationToken) =>
        ActAsync<CampaignDraft>(HttpMethod.Post, EditPath(id, string.Create(CultureInfo.InvariantCulture, $"versions/{version}:restore"), revision), null, cancellationToken);

    /// <summary>A file that browsers get through the dashboard, since they have no key; the caller disposes of the answer.</summary>
    public Task<HttpResponseMessage> FileAsync(string path, CancellationToken cancellationToken) =>
        http.SendAsync(new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    private Task<Answer<CampaignDraft>> EditAsync(Guid id, string what, long revision, object body, CancellationToken cancellationToken) =>
        ActAsync<CampaignDraft>(HttpMethod.Put, EditPath(id, what, revision), JsonContent.Create(body), cancellationToken);

    private static string EditPath(Guid id, string what, long revision) => string.Create(CultureInfo.InvariantCulture, $"/v1/campaigns/{id}/{what}?revision={revision}");

    private static ByteArrayContent Bytes(byte[] content, string type) => new(content) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    private async Task<Answer<T>> ActAsync<T>(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken) =>
        await http.AskAsync<T>(new HttpRequestMessage(method, path) { Content = body }, cancellationToken, await person.TokenAsync("banners"));
}
