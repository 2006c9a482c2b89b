using System.Security.Claims;
using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Authoring;

/// <summary>Replaces how a campaign is matched: its rank among others, and the word classes of its patterns. What is live changes only by publishing.</summary>
internal static class SetMatching
{
    /// <param name="Priority">Of several campaigns that match, the one with the higher priority is shown.</param>
    /// <param name="Weight">Between equal priorities and equally specific matches, the heavier campaign is shown.</param>
    /// <param name="Lookalikes">Whether <c>3nfance</c> is read as <c>enfance</c>, and a Cyrillic а as a Latin one.</param>
    /// <param name="MaxPerDay">Not shown to whom the platform has shown that many banners today (<c>shownToday</c> of a decision); missing: no limit.</param>
    /// <param name="WordClasses">What the patterns of concept keywords speak of; a missing list means none.</param>
    public sealed record Request(
        [property: Range(-100, 100)] int Priority = 0,
        [property: Range(1, 1000)] int Weight = 1,
        bool Lookalikes = false,
        [property: Range(1, 1000)] int? MaxPerDay = null,
        [property: MaxLength(400)] IReadOnlyList<Item>? WordClasses = null);

    /// <param name="Name">As patterns name it in brackets.</param>
    /// <param name="Words">Words, or several such as <c>famille d'accueil</c>; met as they sound, verbs in all forms.</param>
    public sealed record Item(
        [property: Required, StringLength(WordClass.MaxName), ClassName] string Name,
        [property: Required, MinLength(1), MaxLength(500)] IReadOnlyList<string> Words);

    public static void MapSetMatching(this IEndpointRouteBuilder admin) =>
        admin.MapPut("/v1/campaigns/{id:guid}/matching", HandleAsync).WithName("SetMatching").WithSummary("Replaces a campaign's rank and word classes; with ?revision= only as the author has read it.").WithTags("Authoring")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, ClaimsPrincipal user, Editing editing, CancellationToken cancellationToken, long? revision = null)
    {
        var classes = request.WordClasses ?? [];
        if (classes.Select(x => x.Name).Distinct(StringComparer.Ordinal).Count() < classes.Count)
            return Invalid(Sentences.ClassTwice);
        if (classes.SelectMany(x => x.Words).Any(word => string.IsNullOrWhiteSpace(word) || word.Length > WordClass.MaxWord))
            return Invalid(Sentences.WordLength.With(WordClass.MaxWord));
        var edit = await editing.RunAsync(id, user.Actor(), "matching", campaign =>
        {
            campaign.SetMatching(request.Priority, request.Weight, request.Lookalikes, request.MaxPerDay, [.. classes.Select(x => new WordClass { Name = x.Name, Words = [.. x.Words] })]);
            return null;
        }, cancellationToken, revision);
        return edit.CheckedAnswer();
    }

    private static ValidationProblem Invalid(string message) =>
        TypedResults.ValidationProblem([new(nameof(Request.WordClasses), [message])]);
}
