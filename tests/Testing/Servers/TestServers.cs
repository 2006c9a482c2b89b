using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AppHost.Servers;
using Npgsql;
using Xunit;

namespace Testing;

/// <summary>
/// Real PostgreSQL and RabbitMQ for a test assembly: <c>[assembly: AssemblyFixture(typeof(TestServers))]</c>. By Testcontainers when a
/// container engine answers, else the AppHost's own local servers; the environment variable Servers (container or local) overrules, and
/// servers that already run are used when CAMPAIGN_TEST_POSTGRES, CAMPAIGN_TEST_RABBITMQ and CAMPAIGN_TEST_RABBITMQ_MANAGEMENT name them, as
/// <c>./campaign test</c> does for a whole run.
/// </summary>
public sealed class TestServers : IAsyncLifetime
{
    private readonly ConcurrentDictionary<Uri, bool> _virtualHosts = new();
    private IServerPair _pair = null!;

    /// <summary>Whether somebody else started the servers and may be using them.</summary>
    public static bool AreGiven => GivenServers.Named() is not null;

    public async ValueTask InitializeAsync()
    {
        _pair = GivenServers.Named() ?? Choose();
        await Console.Error.WriteLineAsync($"The servers of these tests: {_pair.Description}.");
        await _pair.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (AreGiven)
            await Task.WhenAll(_virtualHosts.Keys.Select(DropVirtualHostAsync));
        await _pair.DisposeAsync();
    }

    /// <summary>What another process needs in its environment to use the same servers.</summary>
    internal IEnumerable<string> Environment =>
        [$"{GivenServers.PostgresName}={_pair.Postgres}", $"{GivenServers.RabbitName}={_pair.RabbitMQ}", $"{GivenServers.ManagementName}={_pair.Management}"];

    /// <summary>A new, empty database; returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"t{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(_pair.Postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name}", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(_pair.Postgres) { Database = name }.ConnectionString;
    }

    /// <summary>A new, empty virtual host, so that tests do not hear each other; returns its amqp address.</summary>
    public async Task<Uri> CreateVirtualHostAsync()
    {
        var name = $"t{Guid.NewGuid():N}";
        var user = Uri.UnescapeDataString(_pair.RabbitMQ.UserInfo);
        using var client = Management();
        await PutAsync(client, $"/api/vhosts/{name}", "{}");
        await PutAsync(client, $"/api/permissions/{name}/{user.Split(':')[0]}", """{"configure":".*","write":".*","read":".*"}""");
        var address = new Uri(_pair.RabbitMQ, name);
        _virtualHosts[address] = true;
        return address;
    }

    /// <summary>Queues take memory of a broker that a whole run shares, read or not: about 3 MB a virtual host with all of <c>Subscriptions</c>.</summary>
    public async Task DropVirtualHostAsync(Uri virtualHost)
    {
        if (!_virtualHosts.TryRemove(virtualHost, out _))
            return;
        using var client = Management();
        using var answer = await client.DeleteAsync(new Uri($"/api/vhosts{virtualHost.AbsolutePath}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Ends every connection to a virtual host, as a broker that is killed does; returns how many there were.</summary>
    public async Task<int> EndConnectionsAsync(Uri virtualHost)
    {
        using var client = Management();
        using var connections = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/connections", UriKind.Relative)));
        var names = connections.RootElement.EnumerateArray()
            .Where(connection => connection.TryGetProperty("vhost", out var host) && string.Equals(host.GetString(), virtualHost.AbsolutePath[1..], StringComparison.Ordinal))
            .Select(connection => connection.GetProperty("name").GetString()!).ToList();
        foreach (var name in names)
        {
            using var answer = await client.DeleteAsync(new Uri($"/api/connections/{Uri.EscapeDataString(name)}", UriKind.Relative));
            answer.EnsureSuccessStatusCode();
        }

        return names.Count;
    }

    /// <summary>An answer of RabbitMQ's management API.</summary>
    public async Task<JsonElement> AskBrokerAsync(string path, CancellationToken cancellationToken)
    {
        using var client = Management();
        await using var answer = await client.GetStreamAsync(new Uri(path, UriKind.Relative), cancellationToken);
        using var json = await JsonDocument.ParseAsync(answer, cancellationToken: cancellationToken);
        return json.RootElement.Clone();
    }

    private HttpClient Management()
    {
        var client = new HttpClient { BaseAddress = _pair.Management };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(_pair.RabbitMQ.UserInfo))));
        return client;
    }

    private static async Task PutAsync(HttpClient client, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await client.PutAsync(new Uri(path, UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }

    private static IServerPair Choose() => System.Environment.GetEnvironmentVariable(ChooseServers.Setting) switch
    {
        "container" => new ContainerServers(),
        "local" => new LocalServers(),
        _ => ChooseServers.AnEngineAnswers() ? new ContainerServers() : new LocalServers(),
    };
}
