using Banners.Auditing;
using Banners.Authoring;
using Banners.Bundles;
using Banners.Demo;
using Banners.Helplines;
using Banners.Images;
using Banners.KeywordFiles;
using Banners.Proposals;
using Banners.Reviewing;
using Banners.Seed;
using Banners.Serving;
using Banners.Versions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ServiceDefaults.Database;
using ServiceDefaults.Keys;
using ServiceDefaults.Problems;

namespace Banners;

/// <summary>Everything this service is made of: what it needs, and where it answers.</summary>
internal static class BannersService
{
    public static void AddBanners(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TokenOptions>().BindConfiguration(TokenOptions.Section).ValidateDataAnnotations()
            .Validate(options => TokenKeys.AreValid(options.Keys), "The setting Tokens:Keys must be \"<id>:<base64 of 32 bytes>\", older keys after a comma; ids are 1 to 8 letters or digits.")
            .ValidateOnStart();
        builder.Services.AddOptions<BundleOptions>().BindConfiguration(BundleOptions.Section).ValidateDataAnnotations()
            .Validate(options => BundleKeys.AreValid(options.Keys), "The setting Bundles:Keys must be \"<id>:<base64 of 32 bytes>\", further keys after a comma; ids are 1 to 8 letters or digits.")
            .ValidateOnStart();
        builder.Services.AddOptions<PublicAddresses>()
            .Configure<IConfiguration>((addresses, settings) => (addresses.Banners, addresses.Content) = (settings["Banners:PublicUrl"], settings["Content:PublicUrl"]))
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<ValidityOptions>().BindConfiguration(ValidityOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        // The source generator sees only this project's requests, and of these only records declared public.
        builder.Services.AddValidation();

        builder.Services.AddSingleton<BannersMetrics>();
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<PublicAddresses>>().Value);
        builder.Services.AddSingleton(services => new TokenKeys(services.GetRequiredService<IOptions<TokenOptions>>().Value.Keys));
        builder.Services.AddSingleton<TokenSealer>();
        builder.Services.AddSingleton<KnownKeywords>();
        builder.Services.AddSingleton<BundleTokens>();
        builder.Services.AddSingleton<BundleKeys>();
        builder.Services.AddSingleton<BundleStore>();
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.AddSingleton<EventRecorder>();
        builder.Services.AddSingleton<DecisionCounter>();
        builder.Services.AddSingleton(Random.Shared);
        builder.Services.AddSingleton<Decider>();
        builder.Services.AddSingleton<DecisionBody>();
        builder.Services.AddSingleton<LiveImages>();
        builder.Services.AddSingleton<CurrentSet>();
        builder.Services.AddSingleton<RevisionBell>();
        builder.Services.AddSingleton<DecisionReporter>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DecisionReporter>());
        builder.Services.AddHostedService<PublishedSetLoader>();
        builder.Services.AddHealthChecks().AddCheck<SetHealth>("published-set", HealthStatus.Degraded);
        builder.Services.AddScoped<AuditTrail>();
        builder.Services.AddScoped<Editing>();
        builder.Services.AddScoped<Publication>();
        builder.Services.AddSingleton<ISeed, HelplineSeed>();
        builder.Services.AddSingleton<ISeed, DemoSeed>();
        builder.Services.AddRazorComponents();
        builder.AddPartnerOrigins();
        builder.AddBundleOrigins();
    }

    public static void MapBanners(this WebApplication app)
    {
        app.UseCors();

        var decisions = app.MapGroup("").RunAtOnce().RequireCors(PartnerOrigins.Policy).ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        decisions.MapDecideBanner();
        decisions.MapDecideBatch();
        app.MapGroup("").RequireCors(GetBundle.Origins)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .MapGetBundle();
        app.MapGetBundleKeys();
        app.MapFollowClick();
        app.MapShowImage();
        var events = app.MapGroup("").RunAtOnce().RequireCors(PartnerOrigins.Policy)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        events.MapRecordImpression();
        events.MapRecordPixel();
        events.MapRecordViewable();
        events.MapRecordTap();

        var admin = app.MapGroup("").RequireAuthorization(Policies.Admin).TellProblemsIn("en", "fr")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        var authors = admin.MapGroup("").RequireAuthorization(Policies.Author);
        var approvers = admin.MapGroup("").RequireAuthorization(Policies.Approver);
        authors.MapCreateCampaign();
        admin.MapListCampaigns();
        admin.MapGetCampaign();
        admin.MapListAudit();
        authors.MapSetMatching();
        authors.MapSetKeywords();
        admin.MapTestKeywords();
        authors.MapSetBanners();
        authors.MapSetFlights();
        authors.MapSetAudience();
        authors.MapSubmitCampaign();
        approvers.MapApproveCampaign();
        approvers.MapRejectCampaign();
        authors.MapAddImage();
        admin.MapPreviewCampaign();
        approvers.MapPublishCampaign();
        admin.MapPauseCampaign();
        approvers.MapResumeCampaign();
        authors.MapArchiveCampaign();
        admin.MapListVersions();
        admin.MapGetVersion();
        admin.MapDiffVersions();
        authors.MapRestoreVersion();
        admin.MapExportKeywords();
        authors.MapImportKeywords();
        authors.MapAcceptProposal();
        authors.MapDeclineProposal();
        var partners = app.MapGroup("").RequireAuthorization(Policies.Partner).TellProblemsIn("en", "fr").ProducesProblem(StatusCodes.Status401Unauthorized);
        partners.MapProposeTerm();
        partners.MapListProposals();
        admin.MapListReplicas();
        admin.MapListHelplines();
        admin.MapGetHelpline();
        admin.MapListHelplineAudit();
        // What they change is live at once.
        approvers.MapSetHelpline();
        approvers.MapRemoveHelpline();

        app.MapMatcher();
        app.MapEmbed();
        app.MapDemo();
    }
}
