using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ServiceDefaults.Database;
using Xunit;

namespace Testing;

/// <summary>One real service with a database and a virtual host of its own. Derive one fixture per service with methods of intent.</summary>
/// <typeparam name="TProgram">Any type of the service's assembly.</typeparam>
public abstract class ServiceApp<TProgram>(TestServers servers, string connectionName) : WebApplicationFactory<TProgram>, IAsyncLifetime
    where TProgram : class
{
    public const string AdminKey = "test-admin-key";
    public const string ApproverKey = "test-approver-key";

    // Until the app is initialized nothing answers there: enough for tests of what stops a start.
    private string _database = "Host=127.0.0.1;Port=1;Username=nobody;Database=nothing";
    private Uri _messaging = new("amqp://guest:guest@127.0.0.1:1");

    /// <summary>A folder of this app alone, removed at its end.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("campaign-test-").FullName;

    public string Database => _database;

    public Uri Messaging => _messaging;

    public virtual async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        _messaging = await servers.CreateVirtualHostAsync();
        await Services.GetRequiredService<DatabaseReady>().WaitAsync(CancellationToken.None);
    }

    public HttpClient Admin() => WithKey(AdminKey);

    /// <summary>An admin key beside <see cref="Admin"/> that may approve and not write.</summary>
    public HttpClient Approver() => WithKey(ApproverKey);

    /// <summary>The dashboard, asking for a person whom it signed in.</summary>
    /// <param name="roles"><c>author</c>, <c>approver</c>, or both.</param>
    public HttpClient Person(string login, params string[] roles) => new(new ActingHandler(login, roles, Server.CreateHandler())) { BaseAddress = ClientOptions.BaseAddress };

    public HttpClient Anonymous() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = ClientOptions.BaseAddress });

    public HttpClient WithKey(string key)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await servers.DropVirtualHostAsync(_messaging);
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Settings beyond the connection strings, the admin key and the state folder.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> Settings() => [];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting($"ConnectionStrings:{connectionName}", _database);
        builder.UseSetting("ConnectionStrings:messaging", _messaging.ToString());
        builder.UseSetting("Keys:Admin", AdminKey);
        builder.UseSetting("Keys:Approver", ApproverKey);
        builder.UseSetting("Acting:PublicKeys", ActingPeople.PublicKey);
        builder.UseSetting("State:Directory", Path.Combine(Folder, "state"));
        foreach (var (key, value) in Settings())
            builder.UseSetting(key, value);
    }
}
