namespace Banners.Data;

internal enum ProposalReason
{
    /// <summary>Should bring a banner and does not.</summary>
    Missing = 1,

    /// <summary>Brings a banner and should not.</summary>
    Wrong = 2,
}

internal enum ProposalStatus
{
    Waiting = 1,
    Accepted = 2,
    Declined = 3,
}

/// <summary>A term that a platform's or an institution's professional has thought of. Never what somebody searched.</summary>
internal sealed class Proposal
{
    public const int MaxTerm = 80;
    public const int MaxNote = 500;

    private Proposal()
    {
    }

    public Proposal(Guid id, string proposedBy, string term, string locale, ProposalReason reason, string? kind, Guid? campaignId, string? note, DateTimeOffset now)
    {
        (Id, ProposedBy, Term, Locale, Reason, Kind, CampaignId, Note, At) = (id, proposedBy, term, locale, reason, kind, campaignId, note, now);
        Status = ProposalStatus.Waiting;
    }

    public Guid Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary><c>partner:</c> and its id, or an actor.</summary>
    public string ProposedBy { get; private set; } = "";

    public string Term { get; private set; } = "";

    /// <summary>BCP 47 language tag of the term.</summary>
    public string Locale { get; private set; } = "";

    public ProposalReason Reason { get; private set; }

    public string? Kind { get; private set; }

    /// <summary>The campaign it is meant for, if one was named; once accepted, the one that took it.</summary>
    public Guid? CampaignId { get; private set; }

    public string? Note { get; private set; }

    public ProposalStatus Status { get; private set; }

    public string? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>What the proposer is told.</summary>
    public string? Answer { get; private set; }

    /// <summary>False when it was decided before.</summary>
    public bool Accept(Guid campaignId, string actor, string? answer, DateTimeOffset now)
    {
        if (!Decide(ProposalStatus.Accepted, actor, answer, now))
            return false;
        CampaignId = campaignId;
        return true;
    }

    /// <summary>False when it was decided before.</summary>
    public bool Decline(string actor, string answer, DateTimeOffset now) => Decide(ProposalStatus.Declined, actor, answer, now);

    private bool Decide(ProposalStatus status, string actor, string? answer, DateTimeOffset now)
    {
        if (Status is not ProposalStatus.Waiting)
            return false;
        (Status, DecidedBy, Answer, DecidedAt) = (status, actor, answer, now);
        return true;
    }
}
