namespace AppHost.Tests.Publishing;

public sealed class ManifestTests(Manifest manifest) : IClassFixture<Manifest>
{
    [Fact]
    public void A_manifest_holds_the_official_images_five_services_five_databases_and_secrets_as_questions()
    {
        Text("postgres", "image").ShouldBe("docker.io/library/postgres:17");
        Text("messaging", "image").ShouldBe("docker.io/library/rabbitmq:4-management");
        OfType("container.v0").ShouldBe(["messaging", "postgres"]);
        OfType("project.v0").ShouldBe(["analytics", "banners", "content", "dashboard", "partners"]);
        OfType("executable.v0").ShouldBeEmpty();
        Databases().ShouldBe(["banners", "content", "dashboard", "metrics", "partners"]);
        foreach (var parameter in OfType("parameter.v0"))
            manifest.Resources.GetProperty(parameter).GetProperty("inputs").GetProperty("value").GetProperty("secret").GetBoolean().ShouldBeTrue(parameter);
        Directory.Exists(manifest.DataFolder).ShouldBeFalse("publishing makes no data folder");
    }

    [Theory]
    [InlineData("banners", "ConnectionStrings__banners", "{banners-db.connectionString}")]
    [InlineData("content", "ConnectionStrings__content", "{content-db.connectionString}")]
    [InlineData("analytics", "ConnectionStrings__metrics", "{metrics-db.connectionString}")]
    [InlineData("partners", "ConnectionStrings__partners", "{partners-db.connectionString}")]
    [InlineData("dashboard", "ConnectionStrings__dashboard", "{dashboard-db.connectionString}")]
    [InlineData("banners", "Content__PublicUrl", "{content.bindings.http.url}")]
    [InlineData("banners", "Tokens__Keys", "{token-keys.value}")]
    [InlineData("banners", "Keys__Approver", "{approver-key.value}")]
    [InlineData("banners", "Acting__PublicKeys", "{acting-public-key.value}")]
    [InlineData("dashboard", "Acting__SigningKey", "{acting-key.value}")]
    [InlineData("banners", "Bundles__Keys", "{bundle-keys.value}")]
    [InlineData("content", "Uploads__Directory", "/var/lib/campaign/uploads")]
    [InlineData("partners", "Encryption__Key", "{encryption-key.value}")]
    [InlineData("partners", "Seed__Partners__tiktok__WebhookSecret", "{partner-tiktok-webhook-secret.value}")]
    [InlineData("dashboard", "Seed__Users__1__Role", "approver")]
    public void A_service_is_published_with_its_settings(string service, string setting, string value)
    {
        var settings = manifest.Resources.GetProperty(service).GetProperty("env");
        settings.GetProperty(setting).GetString().ShouldBe(value);
        settings.GetProperty("ConnectionStrings__messaging").GetString().ShouldBe("{messaging.connectionString}");
        settings.GetProperty("Keys__Admin").GetString().ShouldBe("{admin-key.value}");
        settings.GetProperty("State__Directory").GetString().ShouldBe($"/var/lib/campaign/state/{service}");
        settings.TryGetProperty("Webhooks__AllowPrivateAddresses", out _).ShouldBeFalse("only a developer's machine may be called back");
    }

    private string? Text(string resource, string property) => manifest.Resources.GetProperty(resource).GetProperty(property).GetString();

    private string[] OfType(string type) =>
        [.. manifest.Resources.EnumerateObject().Where(resource => resource.Value.GetProperty("type").GetString() == type).Select(resource => resource.Name).Order(StringComparer.Ordinal)];

    private string[] Databases() =>
        [.. OfType("value.v0").Select(name => Text(name, "connectionString")!.Split("Database=")[1]).Order(StringComparer.Ordinal)];
}
