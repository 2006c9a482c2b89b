namespace Testing;

/// <summary>A PostgreSQL and a RabbitMQ, wherever they run.</summary>
internal interface IServerPair : IAsyncDisposable
{
    string Description { get; }

    /// <summary>Connection string of a user that may create databases.</summary>
    string Postgres { get; }

    Uri RabbitMQ { get; }

    /// <summary>RabbitMQ's management API.</summary>
    Uri Management { get; }

    Task StartAsync();
}
