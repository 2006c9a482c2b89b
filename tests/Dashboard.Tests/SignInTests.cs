using System.Net;

namespace Dashboard.Tests;

[Collection(OneDashboard.Name)]
public sealed class SignInTests(DashboardApp app)
{
    private static readonly Uri Home = new("/", UriKind.Relative);

    [Fact]
    public async Task Right_password_signs_in()
    {
        using var client = await app.SignedInAsync("auteur");
        using var answer = await client.GetAsync(Home, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("auteur");
    }

    [Fact]
    public async Task Wrong_password_is_refused_and_five_of_them_lock_the_person_out()
    {
        using var client = app.Visitor();
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            using var answer = await DashboardApp.SignInAsync(client, "oublieux", "wrong");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("role=\"alert\"");
        }

        using var locked = await DashboardApp.SignInAsync(client, "oublieux", DashboardApp.Password);
        locked.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await locked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("bloqué");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/videos")]
    [InlineData("/system")]
    public async Task Anonymous_is_sent_to_the_sign_in_page(string address)
    {
        using var client = app.Visitor();
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldContain("/sign-in");
    }

    [Fact]
    public async Task Anonymous_program_gets_a_problem_and_the_admin_key_the_incidents()
    {
        using var client = app.Visitor();
        using var refused = await client.GetAsync(new Uri("/v1/incidents", UriKind.Relative), TestContext.Current.CancellationToken);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var admin = app.AdminProgram();
        using var answer = await admin.GetAsync(new Uri("/v1/incidents", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sign_in_form_without_an_antiforgery_token_is_refused()
    {
        using var client = app.Visitor();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["_handler"] = "sign-in", ["Form.Name"] = "auteur", ["Form.Password"] = DashboardApp.Password });
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org")]
    [InlineData("/\\example.org")]
    public void Addresses_of_others_are_not_followed_after_signing_in(string address) =>
        SignIn.SignInRoutes.Local(address).ShouldBe("/");

    [Fact]
    public async Task Every_asset_of_the_pages_has_bytes_in_production()
    {
        using var client = await app.SignedInAsync("auteur");
        var page = await client.GetStringAsync(Home, TestContext.Current.CancellationToken);
        var signIn = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        var assets = (page + signIn).Split("href=\"").Concat(page.Split("src=\"")).Select(part => part.Split('"')[0])
            .Where(address => address.EndsWith(".css", StringComparison.Ordinal) || address.EndsWith(".js", StringComparison.Ordinal) || address.EndsWith(".svg", StringComparison.Ordinal))
            .Concat(["_content/Vizor.ECharts/js/vizor-echarts-bundle-min.js", "Charts/Chart.razor.js"]).Distinct(StringComparer.Ordinal).ToList();
        assets.Count.ShouldBeGreaterThan(5);
        foreach (var asset in assets)
            (await client.GetByteArrayAsync(new Uri(asset, UriKind.Relative), TestContext.Current.CancellationToken)).Length.ShouldBeGreaterThan(100, asset);
    }
}
