using System.Security.Claims;
using System.Text.Json.Nodes;
using Banners.Data;
using Banners.Mistakes;
using Banners.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;

namespace Banners.Helplines;

/// <summary>Adds a helpline or replaces what is known about it; live in every replica within two seconds.</summary>
internal static partial class SetHelpline
{
    /// <param name="Names">BCP 47 tag → what it is called.</param>
    /// <param name="Kind"><c>call</c>, <c>sms</c> or <c>both</c>.</param>
    /// <param name="TimeZone">IANA name of the zone of its hours.</param>
    /// <param name="SmsNumber">Where text messages go; missing: to the number itself.</param>
    /// <param name="Chat">https address of its chat.</param>
    /// <param name="Hours">When it is open; missing: day and night. Public holidays are ordinary days.</param>
    /// <param name="Languages">BCP 47 tags of what is spoken there.</param>
    /// <param name="LastChecked">When an editor last compared this with what the helpline says about itself.</param>
    /// <param name="Note">For editors.</param>
    /// <param name="Fallback">Numbers of this country in the registry, the best first: the first that is open is shown while this one is closed.</param>
    public sealed record Request(
        [property: Required, MinLength(1), MaxLength(60)] IReadOnlyDictionary<string, string> Names,
        [property: Required, OneOf("call", "sms", "both")] string Kind,
        [property: Required] string TimeZone,
        [property: PhoneNumber] string? SmsNumber = null,
        [property: StringLength(200)] string? Chat = null,
        [property: MaxLength(70)] IReadOnlyList<HoursItem>? Hours = null,
        [property: MaxLength(60)] IReadOnlyList<string>? Languages = null,
        DateOnly? LastChecked = null,
        [property: StringLength(500)] string? Note = null,
        [property: MaxLength(10)] IReadOnlyList<string>? Fallback = null);

    /// <param name="Opens">Time of the day, <c>HH:mm</c>.</param>
    /// <param name="Closes">Time of the day; of the next day when it is not after the opening: <c>22:00</c> to <c>06:00</c>, <c>09:00</c> to <c>00:00</c>.</param>
    /// <param name="Days">On which it opens, <c>mon</c> to <c>sun</c>; missing: every day.</param>
    public sealed record HoursItem(
        [property: Required, TimeOfDay] string Opens,
        [property: Required, TimeOfDay] string Closes,
        [property: MaxLength(7), WeekDays] IReadOnlyList<string>? Days = null);

    public static void MapSetHelpline(this IEndpointRouteBuilder admin) =>
        admin.MapPut("/v1/helplines/{country}/{number}", HandleAsync).WithName("SetHelpline").WithSummary("Adds or replaces a helpline, with ?revision= only as its editor has read it; live within two seconds.").WithTags("Helplines")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<HelplineAnswer>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        [CountryCode] string country, [PhoneNumber] string number, Request request,
        ClaimsPrincipal user, BannersDbContext db, TimeProvider clock, ILogger<Request> logger, CancellationToken cancellationToken, long? revision = null)
    {
        var now = clock.GetUtcNow();
        if (HelplineRules.Mistakes(number, request, now) is { Count: > 0 } mistakes)
            return TypedResults.ValidationProblem(mistakes);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var next = await RevisionBell.NextRevisionAsync(db, cancellationToken);
        var row = await db.Helplines.SingleOrDefaultAsync(x => x.Country == country && x.Number == number, cancellationToken);
        if (HelplineEditing.MovedOn(row, revision) is { } moved)
            return moved;
        var there = await db.Helplines.Where(row => row.Country == country).Select(row => row.Number).ToListAsync(cancellationToken);
        if (request.Fallback?.FirstOrDefault(other => !there.Contains(other)) is { } unknown)
            return TypedResults.ValidationProblem([new(nameof(Request.Fallback), [Sentences.FallbackUnknown.With(unknown, country)])]);
        if (row is null && await db.Helplines.CountAsync(cancellationToken) >= HelplineRules.MaxHelplines)
            return TypedResults.Problem(Sentences.RegistryFull.With(HelplineRules.MaxHelplines), statusCode: StatusCodes.Status409Conflict);

        var content = PublishedSet.Write(EntryOf(country, number, request));
        if (row is not null && JsonNode.DeepEquals(JsonNode.Parse(row.Content), JsonNode.Parse(content)))
            return TypedResults.Ok(HelplineAnswer.Of(row, now));
        db.Add(new HelplineChange { At = now, Actor = user.Actor().Name, Country = country, Number = number, Before = row?.Content, After = content });
        if (row is null)
            db.Add(row = new RegisteredHelpline { Country = country, Number = number, Content = content, ChangedAt = now });
        (row.Content, row.ChangedAt, row.Revision) = (content, now, next);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Log.Changed(logger, country, number);
        return TypedResults.Ok(HelplineAnswer.Of(row, now));
    }

    private static HelplineEntry EntryOf(string country, string number, Request request) => new()
    {
        Country = country,
        Number = number,
        Names = request.Names,
        Kind = Enum.Parse<HelplineKind>(request.Kind, ignoreCase: true),
        SmsNumber = request.SmsNumber,
        Chat = request.Chat,
        TimeZone = request.TimeZone,
        Hours = request.Hours?.Select(span => new HelplineHours(span.Days ?? [], span.Opens, span.Closes)).ToList(),
        Languages = request.Languages ?? [],
        LastChecked = request.LastChecked,
        Note = request.Note,
        Fallback = request.Fallback ?? [],
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The helpline {Country} {Number} was changed.")]
        public static partial void Changed(ILogger logger, string country, string number);
    }
}
