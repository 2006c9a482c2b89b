using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Testing;

namespace Dashboard.Tests;

/// <summary>The dashboard on real Kestrel, with the four services beside it as stubs of the contract.</summary>
public class DashboardApp : ServiceApp<Layout.App>
{
    public const string Password = "a-long-test-password";
    private readonly Neighbour[] _neighbours;

    public DashboardApp(TestServers servers)
        : base(servers, "dashboard")
    {
        UseKestrel(0);
        _neighbours = [Banners, Content, Analytics, Partners];
    }

    internal Neighbour Banners { get; } = new();

    internal Neighbour Content { get; } = new();

    internal Neighbour Analytics { get; } = new();

    internal Neighbour Partners { get; } = new();

    internal DemoAnswers Demo { get; } = new();

    public Uri Address { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        foreach (var neighbour in _neighbours)
            await neighbour.StartAsync();
        Demo.Teach(this);
        await base.InitializeAsync();
        using var client = CreateClient();
        Address = client.BaseAddress!;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var neighbour in _neighbours)
            await neighbour.DisposeAsync();
    }

    /// <summary>A client that keeps cookies, as a browser does, and has signed in.</summary>
    public async Task<HttpClient> SignedInAsync(string name)
    {
        var client = Visitor();
        using var answer = await SignInAsync(client, name, Password);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        return client;
    }

    /// <summary>A browser's ways without a browser: keeps cookies, and shows redirects instead of following them.</summary>
    public HttpClient Visitor() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    public HttpClient AdminProgram()
    {
        var client = Visitor();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        return client;
    }

    public static async Task<HttpResponseMessage> SignInAsync(HttpClient client, string name, string password)
    {
        var page = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        var token = page.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = token,
            ["Form.Name"] = name,
            ["Form.Password"] = password,
        });
        return await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
    }

    internal Watching.IncidentLog Incidents => Services.GetRequiredService<Watching.IncidentLog>();

    protected override IEnumerable<KeyValuePair<string, string>> Settings()
    {
        foreach (var (index, (name, role)) in new[] { ("auteur", "author"), ("approbatrice", "approver"), ("oublieux", "author") }.Index())
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"Seed:Users:{index}:");
            yield return new(key + "Name", name);
            yield return new(key + "Password", Password);
            yield return new(key + "Role", role);
        }

        foreach (var (name, neighbour) in new[] { "banners", "content", "analytics", "partners" }.Zip(_neighbours))
            yield return new($"services:{name}:http:0", neighbour.Address.ToString());
        yield return new("Acting:SigningKey", ActingPeople.SigningKey);
        yield return new("Watching:Every", "00:00:00.200");
        yield return new("Watching:StartGrace", "00:00:01");
        yield return new("Links:Content", Content.Address.ToString());
        yield return new("Links:Aspire", "http://127.0.0.1:1");
    }
}
