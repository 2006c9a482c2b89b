using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Partners.Outbound;

internal sealed class WebhookOptions : IValidatableObject
{
    public const string Section = "Webhooks";

    /// <summary>Danger: lets webhooks go to this machine and to private networks, and over http. For development only.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Waits before the second and each later attempt, as hours:minutes:seconds separated by spaces. When they are used up the delivery has failed.</summary>
    public string RetrySchedule { get; set; } = "00:00:05 00:05:00 00:30:00 02:00:00 05:00:00 10:00:00 14:00:00 20:00:00 1.00:00:00";

    /// <summary>Share by which a wait is made shorter or longer by chance, so that retries do not come in step.</summary>
    [Range(0, 0.5)]
    public double Jitter { get; set; } = 0.2;

    /// <summary>The longest wait that a receiver can ask for by Retry-After.</summary>
    public TimeSpan LongestRetryAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a replaced secret stays good.</summary>
    public TimeSpan SecretGracePeriod { get; set; } = TimeSpan.FromDays(1);

    /// <summary>A subscription whose deliveries have failed without one success for this long is switched off.</summary>
    public TimeSpan DisableAfter { get; set; } = TimeSpan.FromDays(5);

    /// <summary>How long ended deliveries and the ids of received webhooks are kept.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Deliveries under way at once.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; set; } = 64;

    /// <summary>Deliveries under way at once to one subscription, so that a slow receiver does not hold up the others.</summary>
    [Range(1, 1000)]
    public int ConcurrencyPerSubscription { get; set; } = 8;

    /// <summary>Subscriptions that a partner may have.</summary>
    [Range(1, 10_000)]
    public int MostSubscriptions { get; set; } = 50;

    public IReadOnlyList<TimeSpan> Waits => TryParse(RetrySchedule, out var waits) ? waits : [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TryParse(RetrySchedule, out var waits) || waits.Count == 0 || waits.Exists(wait => wait <= TimeSpan.Zero))
            yield return new ValidationResult("The setting Webhooks:RetrySchedule must be times such as 00:00:05 00:05:00, separated by spaces.", [nameof(RetrySchedule)]);
        if (Timeout <= TimeSpan.Zero || SecretGracePeriod < TimeSpan.Zero || Retention < TimeSpan.FromDays(1))
            yield return new ValidationResult("Webhooks:Timeout and Webhooks:SecretGracePeriod must not be negative, Webhooks:Retention at least a day.", [nameof(Timeout)]);
    }

    private static bool TryParse(string text, out List<TimeSpan> waits)
    {
        waits = [];
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TimeSpan.TryParse(part, CultureInfo.InvariantCulture, out var wait))
                return false;
            waits.Add(wait);
        }

        return true;
    }
}
