using System.Globalization;
using System.Text.Json;

namespace Dashboard.Tests;

/// <summary>What the other services answer in these tests; the figures can be changed while the dashboard runs.</summary>
internal sealed class DemoAnswers
{
    public const string CampaignId = "01900000-0000-7000-8000-000000000119";
    public const string VideoId = "01900000-0000-7000-8000-000000000c01";
    public const string DeliveryId = "01900000-0000-7000-8000-000000000d01";

    public long Impressions { get; set; } = 12_480;

    public const string ProposalId = "01900000-0000-7000-8000-000000000b01";

    public string CampaignStatus { get; set; } = "published";

    /// <summary><c>draft</c>, <c>waiting</c>, <c>rejected</c> or <c>withdrawn</c>.</summary>
    public string Review { get; set; } = "draft";

    /// <summary>Who has written since the last publication.</summary>
    public string[] Writers { get; set; } = [];

    public string? PausedBy { get; set; }

    private string CampaignRest =>
        $"\"version\":3,\"writers\":{System.Text.Json.JsonSerializer.Serialize(Writers)},\"pausedBy\":{System.Text.Json.JsonSerializer.Serialize(PausedBy)},\"hasUnpublishedChanges\":{(Writers.Length > 0 ? "true" : "false")}";

    public string VideoStatus { get; set; } = "uploaded";

    public void Teach(DashboardApp app)
    {
        var analytics = app.Analytics;
        analytics.Answer("/v1/summary", () => Summary(Impressions, 10_932, 1_204, 96, sandbox: false));
        analytics.Answer("/v1/summary?partner=sandbox", () => Summary(42, 40, 7, 1, sandbox: true));
        analytics.Answer("/v1/timeseries", Minutes);
        analytics.Answer("/v1/ingestion", () => $$"""{"lastEventAt":"{{Now:O}}","stored":14000,"duplicates":12,"dropped":{"invalid":0,"tooOld":0} }""");
        analytics.Answer("/v1/flights", """
            {"flights":[{"id":"01900000-0000-7000-8000-000000000e01","medium":"tv","name":"Spot télévisé","from":"2020-04-02","to":"2020-05-03","partner":null,"illustrative":true},
             {"id":"01900000-0000-7000-8000-000000000e02","medium":"radio","name":"Message radio","from":"2020-04-02","to":"2020-04-26","partner":null,"illustrative":true},
             {"id":"01900000-0000-7000-8000-000000000e03","medium":"web","name":"Campagne web","from":"2020-04-06","to":"2020-05-10","partner":null,"illustrative":true},
             {"id":"01900000-0000-7000-8000-000000000e04","medium":"trend","name":"#EnfanceEnDanger en tendance","from":"2020-04-15","to":"2020-04-16","partner":"twitter","illustrative":true,"note":"Dates illustratives."}]}
            """);
        analytics.Answer("/v1/helpline-calls?helpline=119&from=2020-03-01&to=2020-05-10", Calls(2020, 1_700, 260));
        analytics.Answer("/v1/helpline-calls?helpline=119&from=2019-03-01&to=2019-05-10", Calls(2019, 1_120, 70));
        analytics.Answer("/v1/uplift?helpline=119&from=2020-03-18&to=2020-05-10&compareYear=2019", """{"sum":97542,"comparedSum":62467,"relative":0.5614964701362320}""");
        analytics.Answer("/v1/uplift?helpline=119&from=2020-04-13&to=2020-04-19&compareYear=2019", """{"sum":14531,"comparedSum":7674,"relative":0.8935366171488142}""");
        analytics.Answer("/v1/uplift/model?helpline=119&from=2020-03-18&to=2020-05-10", Expected);
        app.Banners.Answer("/v1/campaigns", () => $$"""
            {"campaigns":[{"id":"{{CampaignId}}","name":"119 – Enfance en danger","country":"FR","status":"{{CampaignStatus}}","revision":4,"review":"{{Review}}",{{CampaignRest}},"keywords":2,"banners":2}]}
            """);
        app.Banners.Answer($"/v1/campaigns/{CampaignId}", () => $$"""
            {"id":"{{CampaignId}}","name":"119 – Enfance en danger","country":"FR","status":"{{CampaignStatus}}","revision":4,{{CampaignRest}},
             "review":{"state":"{{Review}}","by":"user:auteur","at":"{{Now:O}}","reason":"Le 3114 manque."},{{Authoring.DraftAnswers.Content}} }
            """);
        app.Banners.Answer($"/v1/campaigns/{CampaignId}/versions/3/diff/draft", """
            {"from":"3","to":"draft","keywords":{"addedCount":1,"removedCount":1,"changedCount":0,"added":[{"text":"mon père me tape","matchType":"phrase","kind":"blows","negative":false}],
              "removed":[{"text":"119 gratuit","matchType":"exact","kind":null,"negative":false}],"changed":[]},
             "banners":{"added":[],"removed":[],"changed":[{"before":{"locale":"fr","title":"Un titre","text":"Un texte"},"after":{"locale":"fr","title":"Un autre titre","text":"Un texte"}}]},
             "before":{"priority":0},"after":{"priority":3}}
            """);
        app.Banners.Answer($"/v1/campaigns/{CampaignId}/audit", () => $$"""
            {"items":[{"id":2,"at":"{{Now:O}}","actor":"user:auteur","action":"keywords","revision":4,"before":{"keywords":{"count":1} },"after":{"keywords":{"count":2,"added":[{"text":"mon père me tape"}]} } },
              {"id":1,"at":"{{Now:O}}","actor":"seed","action":"create","revision":1,"before":{},"after":{"name":"119 – Enfance en danger"} }],"next":null}
            """);
        Authoring.DraftAnswers.Teach(app.Banners);
        app.Banners.Answer("/v1/proposals", () => $$"""
            {"proposals":[{"id":"{{ProposalId}}","at":"{{Now:O}}","proposedBy":"partner:tiktok","term":"mon daron me tabasse","locale":"fr","reason":"missing","kind":"blows","note":"Vu en formation.","status":"waiting"},
              {"id":"01900000-0000-7000-8000-000000000b02","at":"{{Now:O}}","proposedBy":"user:auteur","term":"tarte","locale":"fr","reason":"wrong","status":"declined","answer":"Trop de recettes."}],"next":null}
            """);
        app.Banners.Answer("/v1/replicas", () => $$"""
            {"revision":4,"replicas":[
              {"id":"01900000-0000-7000-8000-00000000f001","host":"srv-1","revision":4,"current":true,"alive":true,"startedAt":"{{Now:O}}","confirmedAt":"{{Now:O}}","seenAt":"{{Now:O}}"},
              {"id":"01900000-0000-7000-8000-00000000f002","host":"srv-2","revision":3,"current":false,"alive":true,"startedAt":"{{Now:O}}","confirmedAt":"{{Now:O}}","seenAt":"{{Now:O}}"}]}
            """);
        app.Content.Answer("/v1/videos", () => $$"""
            {"videos":[
              {"id":"{{VideoId}}","title":"Parler, c'est déjà agir","status":"{{VideoStatus}}","creator":{"id":"{{VideoId}}","slug":"camilletesigne","name":"CamilleTeSigne"},"signLanguage":true,"hasCaptions":false,"partner":"tiktok","durationSeconds":34.5,"uploadedAt":"2020-05-02T09:12:00Z"},
              {"id":"01900000-0000-7000-8000-000000000c02","title":"Pucine et le numéro secret","status":"published","creator":{"id":"{{VideoId}}","slug":"x","name":"Le Cas Pucine"},"signLanguage":false,"hasCaptions":true,"partner":"tiktok","durationSeconds":51,"uploadedAt":"2020-05-01T09:12:00Z"}],"next":null}
            """);
        app.Content.Answer($"/media/{VideoId}", "not really a film");
        app.Partners.Answer("/v1/partners", """[{"id":"tiktok","name":"TikTok","sandbox":false},{"id":"twitter","name":"Twitter","sandbox":false},{"id":"sandbox","name":"Sandbox","sandbox":true}]""");
        app.Partners.Answer("/v1/subscriptions", """[{"id":"01900000-0000-7000-8000-000000000d00","partner":"tiktok","url":"https://hooks.example.org/119","eventTypes":["campaign.published","video.published"],"enabled":true}]""");
        app.Partners.Answer("/v1/deliveries", $$"""
            {"items":[
              {"id":"{{DeliveryId}}","subscription":"01900000-0000-7000-8000-000000000d00","eventType":"campaign.published","status":"failed","attempts":8,"lastResult":"server-error","createdAt":"2020-05-04T08:00:00Z"},
              {"id":"01900000-0000-7000-8000-000000000d02","subscription":"01900000-0000-7000-8000-000000000d00","eventType":"video.published","status":"delivered","attempts":1,"lastResult":"delivered","createdAt":"2020-05-04T08:05:00Z"}],"next":null}
            """);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static string Summary(long impressions, long viewable, long clicks, long taps, bool sandbox) => $$"""
        {"asOf":"{{Now:O}}","from":null,"to":null,
         "verified":{"impressions":{{impressions}},"viewable":{{viewable}},"clicks":{{clicks}},"taps":{{taps}},"ctr":{{Ratio(clicks, impressions)}} },
         "public":{"impressions":310,"viewable":280,"clicks":22,"taps":3,"ctr":0.0709},
         "invalid":{"impressions":118,"viewable":0,"clicks":9,"taps":0,"ctr":0.076},
         "partnerEvents":{"total":5310,"received":812,"byType":{"video.view":5000} },"uploads":6,"videosPublished":5,"helplineTaps":14,"sandbox":{{(sandbox ? "true" : "false")}} }
        """;

    private static string Ratio(long part, long whole) => ((double)part / whole).ToString(CultureInfo.InvariantCulture);

    private static string Minutes()
    {
        var now = Now;
        var first = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0, TimeSpan.Zero).AddMinutes(-59);
        var points = Enumerable.Range(0, 60).Select(minute => new { at = first.AddMinutes(minute), value = (long)(180 + (60 * Math.Sin(minute / 6.0)) + (minute * 2)) });
        return JsonSerializer.Serialize(new { asOf = now, points });
    }

    private static string Expected()
    {
        var first = new DateOnly(2020, 3, 18);
        var days = Enumerable.Range(0, 54).Select(day => new { day = first.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), calls = 1_800 - (day % 7 > 4 ? 130 : 0), expected = 1_300.4 - (day % 7 > 4 ? 100 : 0), low = 1_180.2, high = 1_420.7 });
        return JsonSerializer.Serialize(new { verdict = new { code = "rise", alarm = true, text = "Les appels ont augmenté : +40,8 %. Ce n’est pas une preuve.", caution = "À lire avec prudence." }, days });
    }

    private static string Calls(int year, double level, double swing)
    {
        var first = new DateOnly(year, 3, 1);
        var days = Enumerable.Range(0, 71).Select(day => new { day = first.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), calls = (long)(level + (swing * Math.Sin(day / 8.0)) - (day % 7 > 4 ? 130 : 0)), illustrative = true });
        return JsonSerializer.Serialize(new { illustrative = true, days });
    }
}
