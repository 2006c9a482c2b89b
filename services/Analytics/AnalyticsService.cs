using Analytics.Calls;
using Analytics.Campaigns;
using Analytics.Completing;
using Analytics.Decisions;
using Analytics.Defining;
using Analytics.Erasing;
using Analytics.Export;
using Analytics.Flights;
using Analytics.Ingestion;
using Analytics.Jobs;
using Analytics.Live;
using Analytics.PartnerCells;
using Analytics.Partitions;
using Analytics.Quality;
using Analytics.Rebuilding;
using Analytics.Reports;
using Analytics.Retention;
using Analytics.Seed;
using Analytics.Taps;
using Analytics.Uplift;
using Analytics.Videos;
using MassTransit;
using ServiceDefaults.Database;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;

namespace Analytics;

/// <summary>Everything that this service has, in one place.</summary>
internal static class AnalyticsService
{
    /// <summary>Messages of banner events that are handled at once.</summary>
    public const ushort BannerEventPrefetch = 48;

    public static void Listen(ListenerTable table) => table
        .Listen(Subscriptions.AnalyticsPartners, [typeof(PartnerRegisteredConsumer)])
        .Listen(Subscriptions.AnalyticsBannerEvents, [typeof(BannerEventsConsumer)], inbox: false, prefetch: BannerEventPrefetch)
        .Listen(Subscriptions.AnalyticsPartnerEvents, [typeof(PartnerEventsConsumer)], inbox: false, prefetch: 4)
        .Listen(Subscriptions.AnalyticsCampaigns, [typeof(CampaignPublishedConsumer), typeof(CampaignPausedConsumer)])
        .Listen(Subscriptions.AnalyticsDecisions, [typeof(DecisionsCountedConsumer)])
        .Listen(Subscriptions.AnalyticsContent, [typeof(VideoUploadedConsumer), typeof(VideoPublishedConsumer), typeof(VideoTakenDownConsumer), typeof(HelplineTappedConsumer)]);

    public static void AddAnalytics(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<AnalyticsOptions>().BindConfiguration(AnalyticsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        // The checks are generated in the project that calls this, so the call in ServiceDefaults is not enough.
        services.AddValidation();
        services.AddSingleton<AnalyticsMetrics>();
        services.AddSingleton<ISeed, DemoSeed>();

        services.AddSingleton<PartitionKeeper>();
        services.AddHostedService<PartitionsAhead>();
        services.AddSingleton<DayCloser>();
        services.AddSingleton<RetentionTurn>();
        services.AddHostedService<UpkeepLoop>();

        services.AddSingleton<IngestionDatabase>();
        services.AddSingleton<BannerEventIntake>();
        services.AddSingleton<BannerEventWriter>();
        services.AddSingleton<BannerEventGathering>();
        services.AddSingleton<PartnerEventIntake>();
        services.AddSingleton<PartnerEventWriter>();
        services.AddHostedService<LastEventWatch>();

        Outboxes.Add(builder);
        services.AddSingleton<Queues>();
        services.AddSingleton<InFlight>();
        services.AddReceiveObserver(provider => provider.GetRequiredService<InFlight>());
        services.AddSingleton<Completeness>();
        services.AddHostedService<CompletenessWatch>();

        services.AddSingleton<ReportHeads>();

        services.AddScoped<JobQueue>();
        services.AddSingleton<Rebuilder>();
        services.AddSingleton<Eraser>();
        services.AddHostedService<JobRunner>();

        services.AddScoped<SummaryReader>();
        services.AddScoped<SeriesReader>();
        services.AddScoped<Names>();
        services.AddScoped<QualityReader>();
        services.AddScoped<LiveReader>();
        services.AddSingleton<LiveBoard>();
        services.AddSingleton<SlowReaders>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveBoard>());
        services.AddSingleton<ExportDatabase>();
        services.AddScoped<CallImporter>();
    }

    public static void MapAnalytics(this WebApplication app)
    {
        var reports = app.MapGroup("/v1").RequireAuthorization(Policies.Admin).WithTags("Reports");
        reports.MapGetSummary();
        reports.MapGetTimeseries();
        reports.MapGetBreakdown();
        reports.MapGetFunnel();
        reports.MapGetComparison();
        reports.MapGetVideos();
        reports.MapGetPartnerQuality();
        reports.MapGetIngestion();
        reports.MapStreamLive();
        reports.MapGetExport();
        reports.MapGetDefinitions();

        app.MapGroup("/v1").RequireAuthorization(Policies.Partner).WithTags("Partner cells").MapGetPartnerCells();

        var jobs = app.MapGroup("/v1").RequireAuthorization(Policies.Admin).WithTags("Upkeep");
        jobs.MapRebuildRollups();
        jobs.MapErasePartner();
        jobs.MapListJobs();
        jobs.MapGetJob();

        var calls = app.MapGroup("/v1").RequireAuthorization(Policies.Admin).WithTags("Calls and flights");
        calls.MapGetHelplineCalls();
        calls.MapImportHelplineCalls();
        calls.MapGetCallCorrections();
        calls.MapGetFlights();
        calls.MapScheduleFlight();
        calls.MapImportFlights();
        calls.MapGetUplift();
        calls.MapGetUpliftModel();
    }
}
