namespace Testing;

/// <summary>Servers that somebody else started and will end.</summary>
internal sealed class GivenServers(string postgres, string rabbit, string management) : IServerPair
{
    public const string PostgresName = "CAMPAIGN_TEST_POSTGRES";
    public const string RabbitName = "CAMPAIGN_TEST_RABBITMQ";
    public const string ManagementName = "CAMPAIGN_TEST_RABBITMQ_MANAGEMENT";

    public string Description => "given by the environment";

    public string Postgres => postgres;

    public Uri RabbitMQ { get; } = new(rabbit);

    public Uri Management { get; } = new(management);

    public static GivenServers? Named() =>
        Environment.GetEnvironmentVariable(PostgresName) is { Length: > 0 } postgres
        && Environment.GetEnvironmentVariable(RabbitName) is { Length: > 0 } rabbit
        && Environment.GetEnvironmentVariable(ManagementName) is { Length: > 0 } management
            ? new GivenServers(postgres, rabbit, management)
            : null;

    public Task StartAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
