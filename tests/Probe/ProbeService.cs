using System.Security.Claims;
using Contracts.Analytics;
using Contracts.Banners;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceDefaults;
using ServiceDefaults.Database;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;

namespace Probe;

/// <summary>The smallest service of the house: the defaults, a database, and one consumer that notes what it sees.</summary>
public sealed class ProbeService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ProbeService(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<ProbeService> StartAsync(
        string database, Uri messaging, Subscription[]? listen = null, Action<WebApplicationBuilder>? configure = null, bool waitForDatabase = true,
        bool listenToPartners = false)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:probe"] = database;
        builder.Configuration["ConnectionStrings:messaging"] = messaging.ToString();
        builder.Configuration["Keys:Admin"] = "the-admin-key";
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.AddServiceDatabase<ProbeDbContext>("probe", HealthStatus.Degraded);
        builder.AddMessaging(table =>
        {
            foreach (var subscription in listen ?? [])
                table.Listen(subscription, [typeof(SightingConsumer)]);
            if (listenToPartners)
                table.Listen(Subscriptions.AnalyticsPartners, [typeof(PartnerRegisteredConsumer)]);
        });
        builder.AddEventBatcher<BannerEvent>(events => new BannerEventsRecorded { Events = events });
        builder.AddPartnerDirectory();
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapGet("/c/{token}", (string token) => TypedResults.Ok(token.Length));
        app.MapPost("/pause/{revision:long}", PauseAsync);
        app.MapPost("/echo", (Question question) => TypedResults.Ok(question.Text.Length));
        app.MapGet("/admin", () => "secret").RequireAuthorization(Policies.Admin);
        app.MapGet("/who", (ClaimsPrincipal user) => user.Actor().Name).RequireAuthorization(Policies.Admin);
        app.MapGet("/write", () => "written").RequireAuthorization(Policies.Author);
        app.MapGet("/approve", () => "approved").RequireAuthorization(Policies.Approver);
        app.MapGet("/throws", string () => throw new InvalidOperationException("a secret detail"));
        var atOnce = app.MapGroup("/at-once").RunAtOnce();
        atOnce.MapGet("/throws", Task (HttpContext _) => throw new InvalidOperationException("a secret detail"));
        atOnce.MapGet("/throws-later", async (HttpContext _) =>
        {
            await Task.Yield();
            throw new InvalidOperationException("a secret detail");
        });
        atOnce.MapPost("/unreadable", Task (HttpContext _) => throw new BadHttpRequestException("a secret detail"));
        await app.StartAsync();
        if (waitForDatabase)
            await app.Services.GetRequiredService<DatabaseReady>().WaitAsync(CancellationToken.None);
        return new ProbeService(app);
    }

    /// <summary>Commits a message, or rolls it back.</summary>
    public async Task AddAsync(object message, bool commit = true)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProbeDbContext>();
        scope.ServiceProvider.GetRequiredService<Outbox>().Add(message);
        if (commit)
            await db.SaveChangesAsync();
    }

    public async Task<IReadOnlyList<Sighting>> SightingsAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ProbeDbContext>().Sightings.AsNoTracking().OrderBy(x => x.Id).ToListAsync();
    }

    public async Task<int> CountOutboxAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ProbeDbContext>().Set<OutboxMessage>().CountAsync();
    }

    public HttpClient Client() => new() { BaseAddress = Address };

    public Task EndedAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public sealed record Question(string Text, IReadOnlyList<string>? Words = null);

    private static async Task<IResult> PauseAsync(long revision, Outbox outbox, DbContext db)
    {
        outbox.Add(Paused(revision));
        await db.SaveChangesAsync();
        return TypedResults.Accepted((string?)null);
    }

    /// <summary>An event that nobody has recorded before.</summary>
    public static BannerEvent Event() => new()
    {
        DecisionId = Guid.CreateVersion7(),
        Type = "impression",
        CampaignId = Guid.CreateVersion7(),
        BannerId = Guid.CreateVersion7(),
        KeywordId = Guid.CreateVersion7(),
        Partner = "tiktok",
        Validity = "valid",
        Verified = true,
        ReceivedAt = TimeProvider.System.GetUtcNow(),
    };

    public static CampaignPaused Paused(long revision) =>
        new() { CampaignId = Guid.CreateVersion7(), Revision = revision, OccurredAt = TimeProvider.System.GetUtcNow() };

    /// <summary>A message that no queue of the probe's takes.</summary>
    public static FlightScheduled Flight() =>
        new() { FlightId = Guid.CreateVersion7(), Medium = "tv", Name = "Evening", From = default, To = default, Illustrative = false, OccurredAt = TimeProvider.System.GetUtcNow() };

    public sealed class SightingConsumer(ProbeDbContext db) : IConsumer<CampaignPaused>
    {
        public async Task Consume(ConsumeContext<CampaignPaused> context)
        {
            if (context.Message.Revision < 0)
                throw new FormatException("A revision is never negative.");
            db.Sightings.Add(new Sighting
            {
                Queue = context.ReceiveContext.InputAddress.AbsolutePath.Split('/')[^1],
                CampaignId = context.Message.CampaignId,
                Revision = context.Message.Revision,
            });
            await db.SaveChangesAsync(context.CancellationToken);
        }
    }
}
