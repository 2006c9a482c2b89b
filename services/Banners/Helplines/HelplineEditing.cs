using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Banners.Helplines;

/// <summary>A change of the registry may name what its editor has read.</summary>
internal static class HelplineEditing
{
    /// <summary>409 with the present <c>revision</c> (0: not there) when somebody else was faster; null when nobody was.</summary>
    /// <param name="row">As it is now; null: not in the registry.</param>
    /// <param name="seen">The revision that was read, 0: none was there; null: whatever there is.</param>
    public static ProblemHttpResult? MovedOn(RegisteredHelpline? row, long? seen)
    {
        var present = row?.Revision ?? 0;
        if (seen is null || seen == present)
            return null;
        var sentence = (seen, row) switch
        {
            (0, _) => Sentences.HelplineThere,
            (_, null) => Sentences.HelplineGone,
            _ => Sentences.HelplineMoved.With(present),
        };
        return TypedResults.Problem(sentence, statusCode: StatusCodes.Status409Conflict, extensions: [new("revision", present)]);
    }
}
