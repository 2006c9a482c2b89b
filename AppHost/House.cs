using System.Reflection;
using AppHost.Data;
using AppHost.Ports;
using AppHost.Readiness;
using AppHost.Restarts;
using AppHost.Servers;
using AppHost.Terminal;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppHost;

/// <summary>What one copy of the system stands on: its options, data folder, secrets and ports. Publishing opens none of them.</summary>
internal sealed class House : IDisposable
{
    /// <summary>Where state and uploads lie in a published system: a volume of the container.</summary>
    private const string PublishedData = "/var/lib/campaign";

    private readonly IConfiguration _options;
    private readonly DataFolder? _folder;
    private readonly Secrets? _secrets;
    private readonly string[] _args;

    private House(string[] args, IConfiguration options, DataFolder? folder, PortPlan ports)
    {
        (_args, _options, _folder, Ports) = (args, options, folder, ports);
        _secrets = folder is null ? null : Secrets.Open(folder.In("secrets.json"));
    }

    public PortPlan Ports { get; }

    public bool Demo => !string.Equals(_options["no-demo"], "true", StringComparison.OrdinalIgnoreCase);

    public string ReadyFile => _options["ready-file"] is { Length: > 0 } file ? Path.GetFullPath(file) : In("ready.json");

    public string AspireUrl => $"http://localhost:{Ports.Aspire}/login?t={Secret("aspire-token", Secrets.Alphanumeric)}";

    public static string Repository { get; } = Path.GetDirectoryName(typeof(House).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => string.Equals(metadata.Key, "apphostprojectpath", StringComparison.OrdinalIgnoreCase)).Value!.TrimEnd('/'))!;

    public static async Task<House> OpenAsync(string[] args)
    {
        var options = new ConfigurationBuilder().AddEnvironmentVariables("CAMPAIGN_").AddCommandLine(args).Build();
        var ports = PortPlan.Parse(options["port-base"]);
        if (string.Equals(options["operation"], "publish", StringComparison.OrdinalIgnoreCase))
            return new(args, options, folder: null, ports);
        var path = options["data"] is { Length: > 0 } given ? given : DataFolder.Default(Repository);
        var fresh = string.Equals(options["fresh"], "true", StringComparison.OrdinalIgnoreCase);
        var folder = await DataFolder.OpenAsync(path, fresh, TimeProvider.System, CancellationToken.None);
        try
        {
            TakenPorts.Refuse(ports);
            return new(args, options, folder, ports);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The arguments given, and Aspire's own settings for the ports and the token of this copy.</summary>
    public string[] HostArguments => _folder is null
        ? _args
        : [.. _args,
            $"--ASPNETCORE_URLS=http://127.0.0.1:{Ports.Aspire}",
            $"--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://127.0.0.1:{Ports.AspireTelemetry}",
            $"--ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL=http://127.0.0.1:{Ports.AspireResources}",
            "--ASPIRE_ALLOW_UNSECURED_TRANSPORT=true",
            "--ASPIRE_DASHBOARD_TELEMETRY_OPTOUT=true",
            $"--ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN={Secret("aspire-token", Secrets.Alphanumeric)}"];

    public string In(string part) => _folder?.In(part) ?? $"{PublishedData}/{part}";

    public string StateOf(string service)
    {
        var folder = In($"state/{service}");
        if (_folder is not null)
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    public string Secret(string name, Func<string> make) => (_secrets ?? throw new InvalidOperationException("Publishing reads no secret.")).Get(name, make);

    /// <summary>A secret as a parameter of Aspire's: from this copy's file when running, a question to whoever deploys when published.</summary>
    public IResourceBuilder<ParameterResource> Parameter(IDistributedApplicationBuilder builder, string name, Func<string> make) =>
        _secrets is null ? builder.AddParameter(name, secret: true) : builder.AddParameter(name, () => Secret(name, make), secret: true);

    public ServerPlace Place(ServerKind kind, string name, int port)
    {
        // A volume outlives its container; a fresh start has fresh secrets and therefore fresh volumes.
        var generation = _secrets is null ? "" : $"-{Secret("generation", Secrets.Alphanumeric)[..8].ToLowerInvariant()}";
        return new(kind, In(name), $"campaign{generation}-{name}", port);
    }

    public void Dispose() => _folder?.Dispose();
}
