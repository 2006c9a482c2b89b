using AppHost;
using AppHost.Data;
using AppHost.Servers;
using AppHost.Traffic;

try
{
    using var house = await House.OpenAsync(args);
    var builder = DistributedApplication.CreateBuilder(house.HostArguments);
    var running = builder.ExecutionContext.IsRunMode;
    var kind = ChooseServers.Choose(builder.Configuration, builder.ExecutionContext.IsPublishMode, ChooseServers.AnEngineAnswers);
    builder.AddHouse(house, kind);

    // The servers, as containers or as Debian's own, and on them a database for each service.
    var postgres = builder.AddPostgresServer("postgres", house.Place(kind, "postgres", house.Ports.Postgres), Secret("postgres-password", Secrets.Alphanumeric));
    var messaging = builder.AddRabbitMQServer("messaging", house.Place(kind, "rabbitmq", house.Ports.RabbitMQ), Secret("messaging-password", Secrets.Alphanumeric)).Server;
    var bannersData = postgres.AddDatabase("banners-db", "banners");
    var contentData = postgres.AddDatabase("content-db", "content");
    var partnersData = postgres.AddDatabase("partners-db", "partners");
    var metricsData = postgres.AddDatabase("metrics-db", "metrics");
    var dashboardData = postgres.AddDatabase("dashboard-db", "dashboard");
    var adminKey = Secret("admin-key", Secrets.Alphanumeric);

    // Who helps people does not wait: Banners and Content start without their servers, serve what they can and catch up.
    var banners = Service<Projects.Banners>("banners", house.Ports.Banners, "Recherche / Search", "/demo")
        .WithReference(bannersData, "banners")
        .WithEnvironment("Tokens__Keys", Secret("token-keys", Secrets.TokenKeys))
        .WithEnvironment("Bundles__Keys", Secret("bundle-keys", Secrets.BundleKeys))
        .WithEnvironment("Keys__Approver", Secret("approver-key", Secrets.Alphanumeric))
        .WithEnvironment("Acting__PublicKeys", Secret("acting-public-key", () => Secrets.PublicHalf(house.Secret("acting-key", Secrets.SigningKey))));
    var content = Service<Projects.Content>("content", house.Ports.Content, "Espace sécurité / Safety Centre", "/fr/119")
        .WithReference(contentData, "content")
        .WithEnvironment("Uploads__Directory", house.In("uploads"));

    var partners = Service<Projects.Partners>("partners", house.Ports.Partners, "Partners", "/reference")
        .WithReference(partnersData, "partners").WaitFor(partnersData).WaitFor(messaging)
        .WithEnvironment("Encryption__Key", Secret("encryption-key", Secrets.Base64Key));
    var analytics = Service<Projects.Analytics>("analytics", house.Ports.Analytics, "Analytics", "/reference")
        .WithReference(metricsData, "metrics").WaitFor(metricsData).WaitFor(messaging)
        .WithReference(banners).WithReference(content).WithReference(partners);
    var dashboard = Service<Projects.Dashboard>("dashboard", house.Ports.Dashboard, "Tableau de bord / Dashboard", "/")
        .WithReference(dashboardData, "dashboard").WaitFor(dashboardData).WaitFor(messaging)
        .WithEnvironment("Acting__SigningKey", Secret("acting-key", Secrets.SigningKey))
        .WithReference(banners).WithReference(content).WithReference(analytics).WithReference(partners);

    // Where people's browsers find what they are linked to.
    foreach (var service in new[] { banners, content })
        service.WithEnvironment("Banners__PublicUrl", banners.GetEndpoint("http")).WithEnvironment("Content__PublicUrl", content.GetEndpoint("http"));
    dashboard.WithEnvironment("Links__Banners", banners.GetEndpoint("http")).WithEnvironment("Links__Content", content.GetEndpoint("http"));

    // The seed: partners with their keys, and who signs in to the dashboard.
    foreach (var partner in Seeds.Partners)
    {
        partners.WithEnvironment($"Seed__Partners__{partner}__Key", Secret($"partner-{partner}-key", Secrets.Alphanumeric))
            .WithEnvironment($"Seed__Partners__{partner}__WebhookSecret", Secret($"partner-{partner}-webhook-secret", Secrets.WebhookSecret));
    }

    foreach (var (index, user) in Seeds.Users.Index())
    {
        dashboard.WithEnvironment($"Seed__Users__{index}__Name", user.Name).WithEnvironment($"Seed__Users__{index}__Role", user.Role)
            .WithEnvironment($"Seed__Users__{index}__Password", Secret($"{user.Role}-password", Secrets.Password));
    }

    // On a developer's machine only.
    if (running)
    {
        foreach (var service in new[] { banners, content, analytics, partners, dashboard })
            service.StartsQuickly();
        banners.WithDemoTraffic(House.Repository, house.ReadyFile);
        partners.WithEnvironment("Webhooks__AllowPrivateAddresses", "true");
        dashboard.WithEnvironment("Links__Aspire", house.AspireUrl);
    }

    await using var app = builder.Build();
    await app.RunHouseAsync();
    return 0;

    IResourceBuilder<ParameterResource> Secret(string name, Func<string> make) => house.Parameter(builder, name, make);

    IResourceBuilder<ProjectResource> Service<TProject>(string name, int port, string title, string page) where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name, project => project.ExcludeLaunchProfile = true)
            .WithHttpEndpoint(port, name: "http", isProxied: false).WithExternalHttpEndpoints()
            .WithHttpHealthCheck("/health")
            .WithUrlForEndpoint("http", url => (url.DisplayText, url.Url) = (title, page))
            .WithReference(messaging)
            .WithEnvironment("Keys__Admin", adminKey)
            .WithEnvironment("State__Directory", house.StateOf(name))
            .WithEnvironment("Seed__Demo", house.Demo ? "true" : "false");
}
catch (SetupException problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return SetupException.ExitCode;
}
