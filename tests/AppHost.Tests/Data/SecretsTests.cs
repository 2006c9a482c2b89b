using AppHost.Data;

namespace AppHost.Tests.Data;

public sealed class SecretsTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("campaign-secrets-").FullName, "secrets.json");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public void A_secret_is_made_once_and_found_again()
    {
        var made = Secrets.Open(_file).Get("admin-key", Secrets.Alphanumeric);
        Secrets.Open(_file).Get("admin-key", () => "another").ShouldBe(made);
    }

    [Fact]
    public void Only_its_owner_reads_the_file()
    {
        Secrets.Open(_file).Get("admin-key", Secrets.Alphanumeric);
        File.GetUnixFileMode(_file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_broken_file_is_refused_with_the_mend()
    {
        File.WriteAllText(_file, "{ not");
        Should.Throw<SetupException>(() => Secrets.Open(_file)).Message.ShouldContain("--fresh");
    }

    [Fact]
    public void Webhook_secrets_and_keys_have_the_promised_form()
    {
        Secrets.WebhookSecret().ShouldStartWith("whsec_");
        Convert.FromBase64String(Secrets.WebhookSecret()["whsec_".Length..]).Length.ShouldBe(32);
        Convert.FromBase64String(Secrets.TokenKeys()["k1:".Length..]).Length.ShouldBe(32);
    }

    [Fact]
    public void A_password_has_what_password_rules_ask_for()
    {
        var password = Secrets.Password();
        password.Length.ShouldBeGreaterThan(16);
        password.ShouldContain(letter => char.IsUpper(letter));
        password.ShouldContain(letter => char.IsLower(letter));
        password.ShouldContain(letter => char.IsDigit(letter));
        password.ShouldContain('-');
    }
}
