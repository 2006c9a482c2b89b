using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Partners.Signing;

namespace Partners.Tests.Signing;

public sealed class SecretVaultTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly WebhookSecret _secret = WebhookSecret.Generate();

    [Fact]
    public void A_sealed_secret_opens_for_its_owner() =>
        Vault(1).Open(Vault(1).Seal(_secret, "partner:tiktok"), "partner:tiktok").Reveal().ShouldBe(_secret.Reveal());

    [Fact]
    public void Sealing_twice_gives_two_texts() => (Vault(1).Seal(_secret, "a") == Vault(1).Seal(_secret, "a")).ShouldBeFalse();

    [Fact]
    public void A_sealed_secret_does_not_open_for_another_owner() =>
        Should.Throw<CryptographicException>(() => Vault(1).Open(Vault(1).Seal(_secret, "partner:tiktok"), "partner:twitter"));

    [Fact]
    public void A_secret_sealed_with_another_key_says_so() =>
        Should.Throw<CryptographicException>(() => Vault(2).Open(Vault(1).Seal(_secret, "a"), "a")).Message.ShouldContain("Encryption:Key");

    [Fact]
    public void A_damaged_secret_does_not_open()
    {
        var good = Vault(1).Seal(_secret, "a");
        var damaged = good[..^6] + (good[^6] == 'A' ? 'B' : 'A') + good[^5..];
        Should.Throw<CryptographicException>(() => Vault(1).Open(damaged, "a"));
    }

    [Fact]
    public void A_secret_written_as_text_by_accident_stays_hidden() => $"{_secret}".ShouldBe("whsec_***");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("dGlrdG9rLXdlYmhvb2stc2VjcmV0LTAxMjM0NTY=")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_not base64 at all, and long enough to count as one")]
    public void What_is_no_secret_is_not_parsed(string? text) => WebhookSecret.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Every_replaced_secret_stays_good_until_its_own_grace_ends()
    {
        var ring = SecretRing.Empty.Rotate("first", Noon, Noon);
        ring = ring.Rotate("second", Noon, Noon.AddHours(1));
        ring = ring.Rotate("third", Noon.AddMinutes(30), Noon.AddMinutes(90));
        ring.ValidAt(Noon.AddMinutes(59)).ShouldBe(["third", "second", "first"]);
        ring.ValidAt(Noon.AddMinutes(61)).ShouldBe(["third", "second"]);
        ring.ValidAt(Noon.AddMinutes(91)).ShouldBe(["third"]);
        ring = ring.Rotate("fourth", Noon.AddMinutes(91), Noon.AddMinutes(151));
        ring.Secrets.Select(secret => secret.Sealed).ShouldBe(["fourth", "third"]);
    }

    private static SecretVault Vault(byte seed) =>
        new(Options.Create(new EncryptionOptions { Key = Convert.ToBase64String(Enumerable.Repeat(seed, 32).ToArray()) }));
}
