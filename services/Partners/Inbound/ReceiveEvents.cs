using System.Security.Cryptography;
using Contracts.Partners;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Partners.Data;
using Partners.Registry;
using Partners.Signing;
using ServiceDefaults.Messaging;

namespace Partners.Inbound;

/// <summary>
/// A platform's signed webhook. Accepted means: its id and its events stand in one committed transaction, the events in the outbox.
/// The same id again is answered the same and counted once; with another body it is refused.
/// </summary>
internal static partial class ReceiveEvents
{
    private const int LongestWebhookId = 200;

    /// <param name="Accepted">Events in the webhook, also when it had come before.</param>
    public sealed record AcceptedEvents(int Accepted);

    public static void MapReceiveEvents(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/events/{partner}", HandleAsync)
            .WithName("ReceiveEvents").WithSummary("A platform's webhook: one CloudEvent or a batch, signed by Standard Webhooks.").WithTags("Inbound")
            .AddOpenApiOperationTransformer(WebhookDescription.AddTo)
            .ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503)
            .AllowAnonymous();

    private static async Task<Results<Accepted<AcceptedEvents>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        string partner, HttpRequest request, PartnersDbContext db, Outbox outbox, SecretVault vault, PartnersMetrics metrics, TimeProvider clock, ILogger<ReceivedWebhook> logger,
        CancellationToken cancellationToken)
    {
        if (!TryGetMediaType(request, out var mediaType))
            return Refuse(WebhookResult.UnknownType, 415, $"The content type must be {EventParser.Single}, {EventParser.Batch} or {EventParser.Json}, in UTF-8.");
        if (await RawBody.ReadAsync(request, cancellationToken) is not { } body)
            return Refuse(WebhookResult.TooLarge, 413, $"A webhook's body is at most {RawBody.MostBytes / 1024} KB.");
        var sender = await db.Partners.AsNoTracking().SingleOrDefaultAsync(x => x.Id == partner, cancellationToken);
        if (sender is null)
            return Refuse(WebhookResult.UnknownPartner, 404, "No partner has this id.");

        var now = clock.GetUtcNow();
        var headers = SignedHeaders.Of(request.Headers);
        var secrets = sender.Secrets.ValidAt(now).Select(secret => vault.Open(secret, sender.SecretOwner)).ToList();
        var check = WebhookSignature.Check(secrets, headers, body, now);
        if (check != SignatureCheck.Good)
        {
            Log.Refused(logger, sender.Id, check);
            return Refuse(WebhookResult.BadSignature, 401, Explain(check));
        }

        if (headers.Id.Length > LongestWebhookId)
            return Refuse(WebhookResult.Invalid, 400, $"A webhook-id has at most {LongestWebhookId} characters.");
        var parsed = EventParser.Parse(body, mediaType, now);
        if (parsed.Errors.Count > 0)
        {
            metrics.WebhookReceived(WebhookResult.Invalid);
            return TypedResults.ValidationProblem(parsed.Errors, "Nothing of this webhook was taken. Mend the events that are named and send it again.", title: "The webhook holds events that are not valid.");
        }

        var received = new ReceivedWebhook { PartnerId = sender.Id, WebhookId = headers.Id, BodyHash = SHA256.HashData(body), Events = parsed.Events.Count, ReceivedAt = now };
        var first = await TakeAsync(received, sender, parsed.Events, db, outbox, cancellationToken);
        if (!first && !await IsSameAsync(received, db, cancellationToken))
            return Refuse(WebhookResult.Conflict, 409, "This webhook-id has come before with another body. A new webhook needs a new id.");
        metrics.WebhookReceived(first ? WebhookResult.Accepted : WebhookResult.Duplicate);
        if (first)
            metrics.EventsAccepted(parsed.Events.Count, sender.Sandbox);
        return TypedResults.Accepted((string?)null, new AcceptedEvents(parsed.Events.Count));

        ProblemHttpResult Refuse(WebhookResult result, int status, string detail)
        {
            metrics.WebhookReceived(result);
            return TypedResults.Problem(detail, statusCode: status);
        }
    }

    /// <summary>False when the id was there already. A copy that arrives at the same moment waits here for the first one's commit.</summary>
    private static async Task<bool> TakeAsync(ReceivedWebhook received, Partner sender, List<PartnerEvent> events, PartnersDbContext db, Outbox outbox, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var inserted = await db.Database.ExecuteSqlAsync(
            $"""
            insert into received_webhooks (partner_id, webhook_id, body_hash, events, received_at)
            values ({received.PartnerId}, {received.WebhookId}, {received.BodyHash}, {received.Events}, {received.ReceivedAt}) on conflict do nothing
            """, cancellationToken);
        if (inserted == 0)
            return false;
        if (events.Count > 0)
            outbox.Add(new PartnerEventsReceived { Partner = sender.Id, WebhookId = received.WebhookId, Sandbox = sender.Sandbox, ReceivedAt = received.ReceivedAt, Events = events });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static Task<bool> IsSameAsync(ReceivedWebhook received, PartnersDbContext db, CancellationToken cancellationToken) =>
        db.ReceivedWebhooks.AnyAsync(x => x.PartnerId == received.PartnerId && x.WebhookId == received.WebhookId && x.BodyHash == received.BodyHash, cancellationToken);

    private static bool TryGetMediaType(HttpRequest request, out string mediaType)
    {
        mediaType = "";
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var given) || (given.Charset.HasValue && !given.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
            return false;
        mediaType = given.MediaType.ToString().ToLowerInvariant();
        return mediaType is EventParser.Single or EventParser.Batch or EventParser.Json;
    }

    private static string Explain(SignatureCheck check) => check switch
    {
        SignatureCheck.Missing => "The headers webhook-id, webhook-timestamp (seconds since 1970) and webhook-signature must be there.",
        SignatureCheck.Stale => "webhook-timestamp is more than 5 minutes old. Sign each attempt with the time it is sent.",
        SignatureCheck.Early => "webhook-timestamp is more than 5 minutes in the future. Check the sender's clock.",
        SignatureCheck.Bad or SignatureCheck.Good => "No signature matches. It is HMAC-SHA256 over webhook-id.webhook-timestamp.body with the partner's secret, in base64 after v1,.",
        _ => throw new ArgumentOutOfRangeException(nameof(check)),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A webhook of partner {PartnerId} was refused: {Check}.")]
        public static partial void Refused(ILogger logger, string partnerId, SignatureCheck check);
    }
}
