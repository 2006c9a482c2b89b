using System.Diagnostics;
using AppHost.Servers.Postgres;
using AppHost.Servers.RabbitMQ;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Testing;

/// <summary>The AppHost's own local servers, in an Aspire application that holds nothing else.</summary>
internal sealed class LocalServers : IServerPair
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);

    // Not CreateTempSubdirectory: its mode 0700 keeps the user postgres out, under which PostgreSQL runs when the tests run as root.
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"campaign-servers-{Guid.NewGuid():N}");
    private DistributedApplication? _application;

    public string Description => "local processes";

    public string Postgres { get; private set; } = "";

    public Uri RabbitMQ { get; private set; } = null!;

    public Uri Management { get; private set; } = null!;

    public async Task StartAsync()
    {
        Directory.CreateDirectory(_folder);
        using var limit = new CancellationTokenSource(StartLimit);
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { AssemblyName = "AppHost", DisableDashboard = true });
        builder.Services.AddLogging(logging => logging.ClearProviders());
        var postgres = builder.AddPostgresLocal("postgres", Path.Combine(_folder, "postgres"));
        var rabbit = builder.AddRabbitMQLocal("messaging", Path.Combine(_folder, "rabbitmq"));
        _application = builder.Build();
        await _application.StartAsync(limit.Token);
        await Task.WhenAll(
            _application.ResourceNotifications.WaitForResourceHealthyAsync("postgres", limit.Token),
            _application.ResourceNotifications.WaitForResourceHealthyAsync("messaging", limit.Token));
        Postgres = $"{await postgres.Resource.ConnectionStringExpression.GetValueAsync(limit.Token)};Database=postgres";
        RabbitMQ = new Uri((await rabbit.Resource.ConnectionStringExpression.GetValueAsync(limit.Token))!);
        Management = new Uri(rabbit.GetEndpoint("management").Url);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var began = Stopwatch.GetTimestamp();
        while (!IsDeleted(began))
            await timer.WaitForNextTickAsync();
    }

    // The application has ended a little before its servers have, and these write until then.
    private bool IsDeleted(long began)
    {
        try
        {
            if (Directory.Exists(_folder))
                Directory.Delete(_folder, recursive: true);
            return true;
        }
        catch (IOException) when (Stopwatch.GetElapsedTime(began) < EndLimit)
        {
            return false;
        }
    }
}
