using Banners.Data;

namespace Banners.Proposals;

/// <summary>A term that a professional has proposed, and what came of it.</summary>
/// <param name="ProposedBy"><c>partner:</c> and its id, <c>user:</c> and a login, or a key.</param>
/// <param name="Reason"><c>missing</c> or <c>wrong</c>.</param>
/// <param name="Campaign">The one it is meant for or, once accepted, the one whose draft took it.</param>
/// <param name="Status"><c>waiting</c>, <c>accepted</c> or <c>declined</c>.</param>
/// <param name="DecidedBy">Null for partners: they are answered by the house.</param>
/// <param name="Answer">What the proposer is told.</param>
internal sealed record ProposalAnswer(
    Guid Id, DateTimeOffset At, string ProposedBy, string Term, string Locale, string Reason, string? Kind, Guid? Campaign, string? Note,
    string Status, string? DecidedBy, DateTimeOffset? DecidedAt, string? Answer)
{
    public static ProposalAnswer Of(Proposal proposal, bool forPartner = false) => new(
        proposal.Id, proposal.At, proposal.ProposedBy, proposal.Term, proposal.Locale, NameOf(proposal.Reason), proposal.Kind, proposal.CampaignId, proposal.Note,
        NameOf(proposal.Status), forPartner ? null : proposal.DecidedBy, proposal.DecidedAt, proposal.Answer);

    private static string NameOf(ProposalReason reason) => reason switch
    {
        ProposalReason.Missing => "missing",
        ProposalReason.Wrong => "wrong",
        _ => throw new InvalidOperationException($"The reason {reason} has no name."),
    };

    public static string NameOf(ProposalStatus status) => status switch
    {
        ProposalStatus.Waiting => "waiting",
        ProposalStatus.Accepted => "accepted",
        ProposalStatus.Declined => "declined",
        _ => throw new InvalidOperationException($"The status {status} has no name."),
    };
}
