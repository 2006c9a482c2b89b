using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Partners.Signing;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

namespace Partners.Tests.Signing;

public sealed class WebhookSignatureTests
{
    // The test vector of the Standard Webhooks specification's libraries.
    private const string VectorSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string VectorId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const long VectorTimestamp = 1614265330;
    private const string VectorBody = """{"test": 2432232314}""";
    private const string VectorSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(VectorBody);
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(VectorTimestamp));

    [Fact]
    public void The_published_vector_is_signed_as_published() =>
        WebhookSignature.Sign([Secret(VectorSecret)], VectorId, VectorTimestamp, Body).ShouldBe(VectorSignature);

    [Fact]
    public void The_published_vector_is_good() => Check().ShouldBe(SignatureCheck.Good);

    [Theory]
    [InlineData(300, nameof(SignatureCheck.Good))]
    [InlineData(301, nameof(SignatureCheck.Stale))]
    [InlineData(-300, nameof(SignatureCheck.Good))]
    [InlineData(-301, nameof(SignatureCheck.Early))]
    public void Five_minutes_are_tolerated_both_ways(int age, string expected)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(VectorTimestamp + age));
        WebhookSignature.Check([Secret(VectorSecret)], Headers(), Body, clock.GetUtcNow()).ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("v1,AAAA" + " " + VectorSignature)]
    [InlineData(VectorSignature + " v1a,unknown")]
    [InlineData("v2," + "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= " + VectorSignature)]
    public void One_good_signature_among_several_is_enough(string signatures) => Check(signatures: signatures).ShouldBe(SignatureCheck.Good);

    [Theory]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1AA=")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,")]
    [InlineData("v1,not base64")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OEg0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void A_signature_that_is_not_exactly_right_is_bad(string signatures) => Check(signatures: signatures).ShouldBe(SignatureCheck.Bad);

    [Fact]
    public void A_good_signature_behind_ten_others_is_not_looked_for() =>
        Check(signatures: string.Concat(Enumerable.Repeat("v1,AAAA ", 10)) + VectorSignature).ShouldBe(SignatureCheck.Bad);

    [Theory]
    [InlineData("", "1614265330", VectorSignature)]
    [InlineData(VectorId, "", VectorSignature)]
    [InlineData(VectorId, "1614265330", "")]
    [InlineData(VectorId, "soon", VectorSignature)]
    [InlineData(VectorId, "-1", VectorSignature)]
    [InlineData(VectorId, "99999999999999999", VectorSignature)]
    public void A_missing_header_is_named_missing(string id, string timestamp, string signatures) =>
        WebhookSignature.Check([Secret(VectorSecret)], new SignedHeaders(id, timestamp, signatures), Body, _clock.GetUtcNow()).ShouldBe(SignatureCheck.Missing);

    [Fact]
    public void Any_of_the_secrets_may_have_signed() =>
        WebhookSignature.Check([WebhookSecret.Generate(), Secret(VectorSecret)], Headers(), Body, _clock.GetUtcNow()).ShouldBe(SignatureCheck.Good);

    [Fact]
    public void A_changed_body_id_or_time_is_bad()
    {
        WebhookSignature.Check([Secret(VectorSecret)], Headers(), [.. Body, (byte)' '], _clock.GetUtcNow()).ShouldBe(SignatureCheck.Bad);
        WebhookSignature.Check([Secret(VectorSecret)], Headers() with { Id = "msg_other" }, Body, _clock.GetUtcNow()).ShouldBe(SignatureCheck.Bad);
        WebhookSignature.Check([Secret(VectorSecret)], Headers() with { Timestamp = "1614265331" }, Body, _clock.GetUtcNow()).ShouldBe(SignatureCheck.Bad);
    }

    [Theory]
    [InlineData("""{"e":1}""")]
    [InlineData("""{"é":"Bac à sable"}""")]
    public void What_we_sign_the_StandardWebhooks_package_verifies(string body)
    {
        var now = TimeProvider.System.GetUtcNow();
        var secret = WebhookSecret.Generate();
        var headers = new HeaderDictionary
        {
            ["webhook-id"] = "msg_1",
            ["webhook-timestamp"] = now.ToUnixTimeSeconds().ToString(),
            ["webhook-signature"] = WebhookSignature.Sign([secret], "msg_1", now.ToUnixTimeSeconds(), Encoding.UTF8.GetBytes(body)),
        };
        new StandardWebhook(secret.Reveal()).Verify(body, headers);
        Should.Throw<WebhookVerificationException>(() => new StandardWebhook(WebhookSecret.Generate().Reveal()).Verify(body, headers));
    }

    [Fact]
    public void What_the_StandardWebhooks_package_signs_we_verify()
    {
        var secret = WebhookSecret.Generate();
        var signature = new StandardWebhook(secret.Reveal()).Sign(VectorId, _clock.GetUtcNow(), VectorBody);
        WebhookSignature.Check([secret], Headers() with { Signatures = signature }, Body, _clock.GetUtcNow()).ShouldBe(SignatureCheck.Good);
    }

    private static WebhookSecret Secret(string text)
    {
        WebhookSecret.TryParse(text, out var secret).ShouldBeTrue();
        return secret;
    }

    private static SignedHeaders Headers() => new(VectorId, VectorTimestamp.ToString(), VectorSignature);

    private SignatureCheck Check(string signatures = VectorSignature) =>
        WebhookSignature.Check([Secret(VectorSecret)], Headers() with { Signatures = signatures }, Body, _clock.GetUtcNow());
}
