using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace Testing;

/// <summary>
/// Containers by Testcontainers. The official images, or what CAMPAIGN_TEST_POSTGRES_IMAGE and CAMPAIGN_TEST_RABBITMQ_IMAGE name, which
/// take the same environment variables.
/// </summary>
internal sealed class ContainerServers : IServerPair
{
    private const string User = "campaign";
    private readonly string _password = Guid.NewGuid().ToString("N");
    private readonly IContainer _postgres;
    private readonly IContainer _rabbit;

    public ContainerServers()
    {
        _postgres = new ContainerBuilder(Environment.GetEnvironmentVariable("CAMPAIGN_TEST_POSTGRES_IMAGE") ?? "postgres:17")
            .WithEnvironment("POSTGRES_USER", User)
            .WithEnvironment("POSTGRES_PASSWORD", _password)
            .WithPortBinding(5432, assignRandomHostPort: true)
            .WithWaitStrategy(Wait.ForUnixContainer().UntilExternalTcpPortIsAvailable(5432).UntilMessageIsLogged("listening on IPv4"))
            .Build();
        _rabbit = new ContainerBuilder(Environment.GetEnvironmentVariable("CAMPAIGN_TEST_RABBITMQ_IMAGE") ?? "rabbitmq:4-management")
            .WithEnvironment("RABBITMQ_DEFAULT_USER", User)
            .WithEnvironment("RABBITMQ_DEFAULT_PASS", _password)
            .WithPortBinding(5672, assignRandomHostPort: true)
            .WithPortBinding(15672, assignRandomHostPort: true)
            .WithWaitStrategy(Wait.ForUnixContainer().UntilMessageIsLogged("Server startup complete"))
            .Build();
    }

    public string Description => "containers";

    public string Postgres => $"Host={_postgres.Hostname};Port={_postgres.GetMappedPublicPort(5432)};Username={User};Password={_password};Database=postgres";

    public Uri RabbitMQ => new($"amqp://{User}:{_password}@{_rabbit.Hostname}:{_rabbit.GetMappedPublicPort(5672)}");

    public Uri Management => new($"http://{_rabbit.Hostname}:{_rabbit.GetMappedPublicPort(15672)}");

    public Task StartAsync() => Task.WhenAll(_postgres.StartAsync(), _rabbit.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        await _rabbit.DisposeAsync();
    }
}
