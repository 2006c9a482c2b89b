using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Keys;
using ServiceDefaults.Problems;

namespace ServiceDefaults.Tests.Web;

public sealed class ProblemTextsTests
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr");

    [Fact]
    public void Every_text_exists_in_both_languages()
    {
        var english = Read(CultureInfo.InvariantCulture);
        var french = Read(French);

        french.Keys.Order(StringComparer.Ordinal).ShouldBe(english.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, text) in english)
        {
            ProblemTexts.In(French, text).ShouldBe(french[name]);
            french[name].ShouldNotBe(text);
        }
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(415)]
    [InlineData(422)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public void The_frameworks_title_is_known(int status)
    {
        var title = TypedResults.Problem(statusCode: status).ProblemDetails.Title.ShouldNotBeNull();

        ProblemTexts.In(French, title).ShouldNotBe(title);
        ProblemTexts.In(CultureInfo.GetCultureInfo("en"), title).ShouldBe(title);
    }

    [Fact]
    public void What_is_not_known_stays_as_it_is()
    {
        ProblemTexts.In(French, ApiKeys.Unknown).ShouldBe("Cette clé n’est pas connue.");
        ProblemTexts.In(French, TypedResults.ValidationProblem(new Dictionary<string, string[]>()).ProblemDetails.Title).ShouldBe("La saisie comporte des erreurs.");
        ProblemTexts.In(French, "Une phrase d’un service.").ShouldBe("Une phrase d’un service.");
        ProblemTexts.In(French, null).ShouldBeNull();
    }

    private static Dictionary<string, string> Read(CultureInfo culture) =>
        ProblemTexts.Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
}
