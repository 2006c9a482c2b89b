using Aspire.Hosting.ApplicationModel;

namespace AppHost.Servers.RabbitMQ;

/// <summary>Debian's RabbitMQ as a process; shaped like Aspire's RabbitMQServerResource.</summary>
public sealed class RabbitMQLocalResource(string name, string command, string workingDirectory, ParameterResource password)
    : ExecutableResource(name, command, workingDirectory), IResourceWithConnectionString
{
    internal const string EndpointName = "tcp";
    internal const string ManagementEndpointName = "management";
    internal const string User = "guest";

    public EndpointReference PrimaryEndpoint => field ??= new(this, EndpointName);

    public ParameterResource PasswordParameter => password;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"amqp://{User}:{PasswordParameter}@{PrimaryEndpoint.Property(EndpointProperty.Host)}:{PrimaryEndpoint.Property(EndpointProperty.Port)}");
}

/// <summary>Erlang's port mapper, which RabbitMQ would otherwise start itself and leave behind.</summary>
public sealed class EpmdResource(string name, string command, string workingDirectory) : ExecutableResource(name, command, workingDirectory);

/// <summary>The four ports of one server; from a fixed first one they follow each other.</summary>
internal sealed record RabbitMQPorts(int Amqp, int Distribution, int Epmd, int Management)
{
    public static RabbitMQPorts From(int first)
    {
        int[] ports = first == 0 ? Ports.TakenPorts.Free(4) : [first, first + 1, first + 2, first + 3];
        return new(ports[0], ports[1], ports[2], ports[3]);
    }
}
