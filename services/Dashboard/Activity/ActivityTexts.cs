using System.Globalization;
using Contracts.Analytics;
using Contracts.Banners;
using Contracts.Content;
using Contracts.Partners;
using Dashboard.Language;

namespace Dashboard.Activity;

internal static class ActivityTexts
{
    /// <summary>The line in the reader's language; a kind that is not known (from a newer version) shows its name.</summary>
    public static string Sentence(ActivityEntry entry)
    {
        var sentence = entry.Kind switch
        {
            nameof(CampaignPublished) => Texts.ActivityCampaignPublished,
            nameof(CampaignPaused) => Texts.ActivityCampaignPaused,
            nameof(KeywordSetPublished) => Texts.ActivityKeywordSetPublished,
            nameof(VideoUploaded) => Texts.ActivityVideoUploaded,
            nameof(VideoPublished) => Texts.ActivityVideoPublished,
            nameof(VideoTakenDown) => Texts.ActivityVideoTakenDown,
            nameof(PartnerRegistered) => Texts.ActivityPartnerRegistered,
            nameof(DeliveryFailed) => Texts.ActivityDeliveryFailed,
            nameof(SubscriptionDisabled) => Texts.ActivitySubscriptionDisabled,
            nameof(HelplineCallsImported) => Texts.ActivityHelplineCallsImported,
            nameof(FlightScheduled) => Texts.ActivityFlightScheduled,
            _ => $"{entry.Kind}: {{0}}",
        };
        return string.Format(CultureInfo.CurrentCulture, sentence, entry.Subject, entry.Partner);
    }
}
