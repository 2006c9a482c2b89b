using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Banners.Reviewing;

internal static class RefusalTexts
{
    /// <summary>
    /// 403 to who is the wrong person, 409 when the campaign is not where it would have to be; with <c>revision</c>, the one it is at, when
    /// that alone is the trouble.
    /// </summary>
    public static ProblemHttpResult Problem(this Refusal refusal, Campaign campaign) => TypedResults.Problem(
        refusal.Text(campaign), statusCode: refusal is Refusal.OwnWork or Refusal.OwnPause ? StatusCodes.Status403Forbidden : StatusCodes.Status409Conflict,
        extensions: refusal is Refusal.OtherRevision ? [new("revision", campaign.Revision)] : null);

    public static string Text(this Refusal refusal, Campaign campaign) => refusal switch
    {
        Refusal.NoKeywords => Sentences.NoKeywords,
        Refusal.NoBanners => Sentences.NoBanners,
        Refusal.MisfitPattern => Sentences.MisfitPattern,
        Refusal.NothingNew => Sentences.NothingNew,
        Refusal.OwnWork => Sentences.OwnWork.With(string.Join(", ", campaign.Writers)),
        Refusal.OwnPause => Sentences.OwnPause.With(campaign.PausedBy),
        Refusal.NotSubmitted => Sentences.NotSubmitted,
        Refusal.WaitsAlready => Sentences.WaitsAlready,
        Refusal.OtherRevision => Sentences.OtherRevision.With(campaign.Revision),
        Refusal.NotLive => Sentences.NotLive,
        Refusal.NotPaused => Sentences.NotPaused,
        Refusal.NoVersion => Sentences.NoVersion,
        Refusal.StillLive => Sentences.StillLive,
        Refusal.Archived => Sentences.Archived,
        _ => throw new InvalidOperationException($"The refusal {refusal} has no text."),
    };
}
