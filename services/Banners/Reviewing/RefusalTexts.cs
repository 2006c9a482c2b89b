using Banners.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Banners.Reviewing;

internal static class RefusalTexts
{
    /// <summary>403 to who is the wrong person, 409 when the campaign is not where it would have to be.</summary>
    public static ProblemHttpResult Problem(this Refusal refusal, Campaign campaign) => TypedResults.Problem(
        refusal.Text(campaign), statusCode: refusal is Refusal.OwnWork or Refusal.OwnPause ? StatusCodes.Status403Forbidden : StatusCodes.Status409Conflict);

    public static string Text(this Refusal refusal, Campaign campaign) => refusal switch
    {
        Refusal.NoKeywords => "The campaign has no keyword yet.",
        Refusal.NoBanners => "The campaign has no banner yet.",
        Refusal.MisfitPattern => "A concept keyword is no pattern, or speaks of a word class that the campaign does not have.",
        Refusal.NothingNew => "The campaign is live already and nothing in it has changed.",
        Refusal.OwnWork => $"Who has written cannot approve. Since the last publication {string.Join(", ", campaign.Writers)} wrote in this campaign; somebody else must approve it.",
        Refusal.OwnPause => $"{campaign.PausedBy} paused this campaign; somebody else must put it live again.",
        Refusal.NotSubmitted => "The campaign does not wait for approval: an author submits it first (:submit).",
        Refusal.WaitsAlready => "The campaign waits for approval already.",
        Refusal.OtherRevision => $"The campaign is at revision {campaign.Revision}, not at the one that you have read. Read it again.",
        Refusal.NotLive => "The campaign is not live.",
        Refusal.NotPaused => "The campaign is not paused.",
        Refusal.NoVersion => "There is no published version to go back to: publish the campaign (:publish).",
        Refusal.StillLive => "The campaign is live: pause it first (:pause).",
        Refusal.Archived => "The campaign is archived and can only be read.",
        _ => throw new InvalidOperationException($"The refusal {refusal} has no text."),
    };
}
