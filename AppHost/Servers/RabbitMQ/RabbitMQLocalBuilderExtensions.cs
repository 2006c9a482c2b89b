using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost.Servers.RabbitMQ;

public static class RabbitMQLocalBuilderExtensions
{
    /// <summary>
    /// Adds Debian's RabbitMQ, and the epmd that it needs, as processes that listen on 127.0.0.1 only, with all of its data in one folder.
    /// From a given port four follow each other: AMQP, distribution, epmd, management; port 0 means any free ones.
    /// </summary>
    public static IResourceBuilder<RabbitMQLocalResource> AddRabbitMQLocal(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string dataDirectory, int port = 0,
        IResourceBuilder<ParameterResource>? password = null, bool management = true)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(dataDirectory);
        RabbitMQNode.RefuseMissing();
        var ports = RabbitMQPorts.From(port);
        var node = new RabbitMQNode(Path.GetFullPath(dataDirectory), ports, TimeProvider.System);
        var passwordParameter = password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false);

        var server = builder.AddResource(new RabbitMQLocalResource(name, RabbitMQNode.Program, "/", passwordParameter))
            .WithEnvironment(context =>
            {
                foreach (var (variable, value) in node.Environment)
                    context.EnvironmentVariables[variable] = value;
            })
            .WithEndpoint(port: ports.Amqp, targetPort: ports.Amqp, scheme: "tcp", name: RabbitMQLocalResource.EndpointName, isProxied: false)
            .WithAnnotation(new MendAnnotation("start anew with --fresh (deletes this copy's data), or give another folder with --data DIR"))
            .WithIconName("ArrowSwap")
            .ExcludeFromManifest();
        if (management)
        {
            server.WithHttpEndpoint(port: ports.Management, targetPort: ports.Management, name: RabbitMQLocalResource.ManagementEndpointName, isProxied: false)
                .WithUrlForEndpoint(RabbitMQLocalResource.ManagementEndpointName, url => url.DisplayText = "RabbitMQ");
            builder.Services.AddSingleton<IHostedService>(services => new QueueRescue(
                node, new Uri($"http://127.0.0.1:{ports.Management.ToString(CultureInfo.InvariantCulture)}"), name, passwordParameter.GetValueAsync, TimeProvider.System, services.GetRequiredService<ILoggerFactory>()));
        }

        server.OnBeforeResourceStarted((_, starting, cancellationToken) => FatalStart.GuardAsync(starting.Services, name, async () =>
            await node.PrepareAsync(await passwordParameter.GetValueAsync(cancellationToken) ?? "", management, cancellationToken)));
        return server
            .WaitForStart(AddEpmd(server, node, ports))
            .WithHealthCheck(AddCheck(builder, server.Resource));
    }

    private static IResourceBuilder<EpmdResource> AddEpmd(IResourceBuilder<RabbitMQLocalResource> server, RabbitMQNode node, RabbitMQPorts ports) =>
        server.ApplicationBuilder.AddResource(new EpmdResource($"{server.Resource.Name}-epmd", RabbitMQNode.Epmd, "/"))
            .WithArgs("-port", ports.Epmd.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1", "-relaxed_command_check")
            .WithEnvironment(RabbitMQNode.DataVariable, node.Data)
            .OnBeforeResourceStarted((_, _, cancellationToken) => node.EndLeftoverEpmdAsync(cancellationToken))
            .WithParentRelationship(server.Resource)
            .WithIconName("Map")
            .ExcludeFromManifest();

    private static string AddCheck(IDistributedApplicationBuilder builder, RabbitMQLocalResource server)
    {
        var key = $"{server.Name}_check";
        builder.Services.AddKeyedSingleton(key, (_, _) => new RabbitMQAnswers(server));
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(key, services => services.GetRequiredKeyedService<RabbitMQAnswers>(key), failureStatus: null, tags: null));
        return key;
    }
}
