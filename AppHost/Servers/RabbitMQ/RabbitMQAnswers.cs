using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AppHost.Servers.RabbitMQ;

/// <summary>Healthy while one connection to the broker stands; it is opened again when it broke.</summary>
internal sealed class RabbitMQAnswers(RabbitMQLocalResource server) : IHealthCheck, IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IConnection? _connection;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_connection is not { IsOpen: true })
                await ConnectAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is BrokerUnreachableException or OperationInterruptedException or IOException)
        {
            return HealthCheckResult.Unhealthy(failure.InnerException?.Message ?? failure.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _turn.Dispose();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connection = null;
        await Listening.WaitAsync(server.PrimaryEndpoint.Port, cancellationToken);
        var address = await server.ConnectionStringExpression.GetValueAsync(cancellationToken);
        var factory = new ConnectionFactory { Uri = new(address!), AutomaticRecoveryEnabled = false, ClientProvidedName = "AppHost health", RequestedConnectionTimeout = TimeSpan.FromSeconds(5) };
        _connection = await factory.CreateConnectionAsync(cancellationToken);
    }
}
