using System.Net.Http.Headers;
using System.Text;
using Npgsql;
using Xunit;

namespace Testing;

/// <summary>
/// Real PostgreSQL and RabbitMQ for a test assembly: <c>[assembly: AssemblyFixture(typeof(TestServers))]</c>. Servers that already
/// run are used when CAMPAIGN_TEST_POSTGRES, CAMPAIGN_TEST_RABBITMQ and CAMPAIGN_TEST_RABBITMQ_MANAGEMENT name them.
/// </summary>
public sealed class TestServers : IAsyncLifetime
{
    private string _postgres = "";
    private Uri _rabbit = null!;
    private Uri _management = null!;

    public ValueTask InitializeAsync()
    {
        _postgres = Setting("CAMPAIGN_TEST_POSTGRES");
        _rabbit = new Uri(Setting("CAMPAIGN_TEST_RABBITMQ"));
        _management = new Uri(Setting("CAMPAIGN_TEST_RABBITMQ_MANAGEMENT"));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A new, empty database; returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"t{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(_postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name}", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(_postgres) { Database = name }.ConnectionString;
    }

    /// <summary>A new, empty virtual host, so that tests do not hear each other; returns its amqp address.</summary>
    public async Task<Uri> CreateVirtualHostAsync()
    {
        var name = $"t{Guid.NewGuid():N}";
        var user = _rabbit.UserInfo.Split(':')[0];
        using var client = new HttpClient { BaseAddress = _management };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(_rabbit.UserInfo))));
        using var created = await client.PutAsync(new Uri($"/api/vhosts/{name}", UriKind.Relative), new StringContent("{}", Encoding.UTF8, "application/json"));
        created.EnsureSuccessStatusCode();
        using var permitted = await client.PutAsync(
            new Uri($"/api/permissions/{name}/{user}", UriKind.Relative),
            new StringContent("""{"configure":".*","write":".*","read":".*"}""", Encoding.UTF8, "application/json"));
        permitted.EnsureSuccessStatusCode();
        return new Uri(_rabbit, name);
    }

    private static string Setting(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
}
