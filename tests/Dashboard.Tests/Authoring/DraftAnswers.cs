using System.Text.Json.Nodes;

namespace Dashboard.Tests.Authoring;

/// <summary>The draft that the pages of these tests read, and what Banners answers to who writes in it.</summary>
internal static class DraftAnswers
{
    public const string Path = $"/v1/campaigns/{DemoAnswers.CampaignId}";
    public const string Page = $"/campaigns/{DemoAnswers.CampaignId}";
    public const string BannerId = "01900000-0000-7000-8000-000000000a01";
    public const string ImageHash = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    /// <summary>Members of the campaign's answer.</summary>
    public const string Content = $$"""
        "defaultLocale":"fr","priority":0,"weight":2,"lookalikes":true,"maxPerDay":null,"wordClasses":[{"name":"qui","words":["père","papa"]}],"rotation":"weighted","partners":["tiktok"],"regions":["FR-BRE"],
        "keywords":[{"text":"#119","matchType":"hashtag","kind":null,"negative":false},{"text":"mon père me tape","matchType":"phrase","kind":"blows","negative":false},
          {"text":"119 euros","matchType":"broad","kind":null,"negative":true}],
        "banners":[{"id":"{{BannerId}}","locale":"fr","dir":"ltr","title":"Le 119 t’écoute","text":"C’est gratuit et confidentiel.","action":"Comprendre et agir","kind":null,"weight":2,
            "helplines":[{"number":"119","label":"Enfance en danger","country":null,"sms":false}],"image":"{{ImageHash}}","imageAlt":"Une main tendue","theme":{"mode":"auto","accent":"#ffd166","accentText":"#15104f"} },
          {"id":"01900000-0000-7000-8000-000000000a02","locale":"ar","dir":"rtl","title":"الرقم 119","text":"مجاني وسري","action":"افهم وتصرف","kind":null,"weight":1,
            "helplines":[{"number":"119","label":"119","country":"FR","sms":false}],"image":null,"imageAlt":null,"theme":null}],
        "flights":[{"start":"2026-12-01T07:00:00+00:00","end":"2027-01-04T23:00:00+00:00","days":["fri","sat"],"from":"22:00","to":"06:00","timeZone":"Europe/Paris"}]
        """;

    private const string Helpline3018 = """
        {"country":"FR","number":"3018","names":{"fr":"Net Écoute","en":"Net Écoute"},"kind":"both","smsNumber":null,"chat":"https://e-enfance.org/tchat","timeZone":"Europe/Paris",
         "hours":[{"days":[],"opens":"09:00","closes":"23:00"}],"languages":["fr"],"lastChecked":"2020-03-02","note":null,"fallback":["119"],"open":false,"opensAt":null,"revision":12}
        """;

    public static void Teach(Neighbour banners)
    {
        banners.Answer($"{Path}/versions", $$"""
            {"versions":[{"number":3,"at":"2026-11-02T08:00:00Z","approvedBy":"user:approbatrice","writers":["user:auteur"],"revision":4,"keywords":2,"banners":2},
              {"number":2,"at":"2026-10-02T08:00:00Z","approvedBy":"seed","writers":["seed"],"revision":2,"keywords":1,"banners":1}],"next":null}
            """);
        banners.Answer("/v1/helplines", $$"""
            {"helplines":[{"country":"BE","number":"103","names":{"fr":"Écoute-Enfants"},"kind":"call","smsNumber":null,"chat":null,"timeZone":"Europe/Brussels","hours":null,"languages":["fr"],
              "lastChecked":null,"note":null,"fallback":[],"open":true,"opensAt":null},{{Helpline3018}}]}
            """);
        banners.Answer("/v1/helplines/FR/3018", Helpline3018);
    }

    /// <summary>The draft as Banners answers it after an edit.</summary>
    public static string Edited(long revision) => $$"""
        {"id":"{{DemoAnswers.CampaignId}}","name":"119 – Enfance en danger","country":"FR","status":"published","revision":{{revision}},"version":3,"review":{"state":"draft"},{{Content}} }
        """;

    public static string Moved(long revision) => $$"""{"status":409,"title":"Conflict","detail":"The campaign is at revision {{revision}}.","revision":{{revision}} }""";

    public static JsonNode Json(this SentCommand sent) => JsonNode.Parse(sent.Body)!;

    public static void ShouldSay(this SentCommand sent, string json) => JsonNode.DeepEquals(sent.Json(), JsonNode.Parse(json)).ShouldBeTrue(sent.Body);
}
