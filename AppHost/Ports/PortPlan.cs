namespace AppHost.Ports;

/// <summary>Every fixed port of the system, counted from one base so that a second copy runs beside the first.</summary>
public sealed record PortPlan(int Base)
{
    public const int DefaultBase = 8119;

    public int Dashboard => Base;
    public int Banners => Base + 1;
    public int Content => Base + 2;
    public int Analytics => Base + 3;
    public int Partners => Base + 4;
    public int Aspire => Base + 6;
    public int AspireTelemetry => Base + 7;
    public int AspireResources => Base + 8;
    public int Postgres => Base + 10;

    /// <summary>AMQP; distribution, epmd and management follow (see RabbitMQPorts).</summary>
    public int RabbitMQ => Base + 11;

    public IReadOnlyList<(int Port, string Use)> All =>
    [
        (Dashboard, "the dashboard"), (Banners, "banners"), (Content, "content"), (Analytics, "analytics"), (Partners, "partners"),
        (Aspire, "Aspire's dashboard"), (AspireTelemetry, "Aspire's telemetry"), (AspireResources, "Aspire's resource service"),
        (Postgres, "PostgreSQL"), (RabbitMQ, "RabbitMQ"), (RabbitMQ + 1, "RabbitMQ's distribution"), (RabbitMQ + 2, "RabbitMQ's epmd"), (RabbitMQ + 3, "RabbitMQ's management"),
    ];

    /// <summary>A plan none of whose ports anybody listens on, below those that Linux gives to outgoing connections.</summary>
    public static PortPlan Free()
    {
        const int apart = 20;
        while (true)
        {
            var plan = new PortPlan(Random.Shared.Next(20_000 / apart, 31_000 / apart) * apart);
            if (plan.All.All(entry => TakenPorts.IsFree(entry.Port)))
                return plan;
        }
    }

    public static PortPlan Parse(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return new(DefaultBase);
        return int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var from) && from is >= 1024 and <= 65_000
            ? new(from)
            : throw new SetupException($"--port-base {value} is not a port from 1024 to 65000: give one, for example --port-base 9119.");
    }
}
