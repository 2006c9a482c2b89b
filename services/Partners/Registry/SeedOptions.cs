using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Partners.Signing;

namespace Partners.Registry;

/// <summary>Partners that the settings register. One without a key is only named and not registered.</summary>
internal sealed partial class SeedOptions : IValidatableObject
{
    public const string Section = "Seed";
    private const int ShortestKey = 16;

    /// <summary>By partner id.</summary>
    public Dictionary<string, SeedPartner> Partners { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, partner) in Partners.Where(entry => entry.Value.IsGiven))
        {
            var setting = $"Seed:Partners:{id}";
            if (!IdPattern().IsMatch(id))
                yield return new ValidationResult($"{setting}: a partner's id is 1 to 40 lower-case letters, digits and hyphens.");
            if (partner.Key is not { Length: >= ShortestKey })
                yield return new ValidationResult($"The setting {setting}:Key is missing or shorter than {ShortestKey} characters.");
            else if (!keys.Add(partner.Key))
                yield return new ValidationResult($"The setting {setting}:Key is also another partner's key.");
            if (!WebhookSecret.TryParse(partner.WebhookSecret, out _))
                yield return new ValidationResult($"The setting {setting}:WebhookSecret is missing or not whsec_ and the base64 of 24 to 64 bytes.");
            foreach (var origin in partner.WebOrigins.Where(origin => !IsOrigin(origin)))
                yield return new ValidationResult($"{setting}:WebOrigins: '{origin}' is not an origin such as https://www.example.org.");
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
        && uri.GetLeftPart(UriPartial.Authority) == text;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdPattern();
}

internal sealed class SeedPartner
{
    public string? Name { get; set; }

    /// <summary>Its events are counted apart and never reach real numbers.</summary>
    public bool Sandbox { get; set; }

    /// <summary>Origins whose pages may call decisions, impressions and taps.</summary>
    public string[] WebOrigins { get; set; } = [];

    public string? Key { get; set; }

    public string? WebhookSecret { get; set; }

    public bool IsGiven => !string.IsNullOrEmpty(Key) || !string.IsNullOrEmpty(WebhookSecret);
}
