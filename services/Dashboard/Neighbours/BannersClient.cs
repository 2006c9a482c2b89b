using System.Text.Json.Nodes;
using Dashboard.SignIn;

namespace Dashboard.Neighbours;

internal sealed record CampaignList(IReadOnlyList<Campaign> Campaigns);

/// <summary><c>Keywords</c> and <c>Banners</c> are how many of them there are; <c>Writers</c> and <c>PausedBy</c> are actors such as <c>user:redaction</c>.</summary>
public sealed record Campaign(
    Guid Id, string Name, string Country, string Status, long Revision, bool HasUnpublishedChanges, int Keywords, int Banners, DateTimeOffset? PublishedAt,
    string? Review = null, IReadOnlyList<string>? Writers = null, int Version = 0, string? PausedBy = null);

internal sealed record CampaignReview(string State, string? By, DateTimeOffset? At, string? Reason);

/// <summary>One campaign, without its keywords and banners.</summary>
internal sealed record CampaignDetail(
    Guid Id, string Name, string Country, string Status, long Revision, bool HasUnpublishedChanges, DateTimeOffset? PublishedAt,
    CampaignReview? Review, IReadOnlyList<string>? Writers, int Version, string? PausedBy)
{
    public Campaign Row => new(Id, Name, Country, Status, Revision, HasUnpublishedChanges, 0, 0, PublishedAt, Review?.State, Writers, Version, PausedBy);
}

internal sealed record AuditPage(IReadOnlyList<AuditItem> Items, long? Next);

internal sealed record AuditItem(long Id, DateTimeOffset At, string Actor, string Action, long Revision, JsonObject Before, JsonObject After);

public sealed record CampaignDiff(KeywordDiff Keywords, BannerDiff Banners, JsonObject Before, JsonObject After);

public sealed record KeywordDiff(
    int AddedCount, int RemovedCount, int ChangedCount, IReadOnlyList<DiffKeyword> Added, IReadOnlyList<DiffKeyword> Removed, IReadOnlyList<ChangedKeyword> Changed);

public sealed record DiffKeyword(string Text, string MatchType, string? Kind, bool Negative);

public sealed record ChangedKeyword(DiffKeyword Before, DiffKeyword After);

public sealed record BannerDiff(IReadOnlyList<DiffBanner> Added, IReadOnlyList<DiffBanner> Removed, IReadOnlyList<ChangedBanner> Changed);

public sealed record DiffBanner(string Locale, string Title, string Text, string? Kind);

public sealed record ChangedBanner(DiffBanner Before, DiffBanner After);

internal sealed record ProposalList(IReadOnlyList<TermProposal> Proposals);

public sealed record TermProposal(
    Guid Id, DateTimeOffset At, string ProposedBy, string Term, string Locale, string Reason, string? Kind, Guid? Campaign, string? Note, string Status, string? DecidedBy, string? Answer);

internal sealed record ReplicaList(long Revision, IReadOnlyList<Replica> Replicas);

internal sealed record Replica(Guid Id, string Host, long Revision, bool Current, bool Alive, DateTimeOffset SeenAt);

/// <summary>What the dashboard asks of Banners; each command in the name of the person of the page.</summary>
internal sealed class BannersClient(HttpClient http, ActingPerson person)
{
    public Task<Answer<CampaignList>> CampaignsAsync(CancellationToken cancellationToken) =>
        http.AskAsync<CampaignList>("/v1/campaigns", cancellationToken);

    public Task<Answer<CampaignDetail>> CampaignAsync(Guid id, CancellationToken cancellationToken) => http.AskAsync<CampaignDetail>($"/v1/campaigns/{id}", cancellationToken);

    public Task<Answer<AuditPage>> AuditAsync(Guid id, CancellationToken cancellationToken) => http.AskAsync<AuditPage>($"/v1/campaigns/{id}/audit", cancellationToken);

    /// <summary>What the draft would change of what was published last.</summary>
    public Task<Answer<CampaignDiff>> DiffAsync(Guid id, int version, CancellationToken cancellationToken) =>
        http.AskAsync<CampaignDiff>($"/v1/campaigns/{id}/versions/{version}/diff/draft", cancellationToken);

    public Task<Answer<ProposalList>> ProposalsAsync(CancellationToken cancellationToken) => http.AskAsync<ProposalList>("/v1/proposals?limit=200", cancellationToken);

    public Task<Answer<ReplicaList>> ReplicasAsync(CancellationToken cancellationToken) => http.AskAsync<ReplicaList>("/v1/replicas", cancellationToken);

    public Task<Answer<bool>> PauseAsync(Guid id, CancellationToken cancellationToken) => CommandAsync($"/v1/campaigns/{id}:pause", null, cancellationToken);

    public Task<Answer<bool>> ResumeAsync(Guid id, CancellationToken cancellationToken) => CommandAsync($"/v1/campaigns/{id}:resume", null, cancellationToken);

    public Task<Answer<bool>> ArchiveAsync(Guid id, CancellationToken cancellationToken) => CommandAsync($"/v1/campaigns/{id}:archive", null, cancellationToken);

    public Task<Answer<bool>> SubmitAsync(Guid id, CancellationToken cancellationToken) => CommandAsync($"/v1/campaigns/{id}:submit", null, cancellationToken);

    /// <param name="revision">The one that the page shows: what was written since is not approved unseen.</param>
    public Task<Answer<bool>> ApproveAsync(Guid id, long revision, CancellationToken cancellationToken) =>
        CommandAsync($"/v1/campaigns/{id}:approve?revision={revision}", null, cancellationToken);

    public Task<Answer<bool>> RejectAsync(Guid id, string reason, CancellationToken cancellationToken) => CommandAsync($"/v1/campaigns/{id}:reject", new { reason }, cancellationToken);

    public Task<Answer<bool>> ProposeAsync(object proposal, CancellationToken cancellationToken) => CommandAsync("/v1/proposals", proposal, cancellationToken);

    public Task<Answer<bool>> AcceptAsync(Guid id, object acceptance, CancellationToken cancellationToken) => CommandAsync($"/v1/proposals/{id}:accept", acceptance, cancellationToken);

    public Task<Answer<bool>> DeclineAsync(Guid id, string answer, CancellationToken cancellationToken) => CommandAsync($"/v1/proposals/{id}:decline", new { answer }, cancellationToken);

    private async Task<Answer<bool>> CommandAsync(string path, object? body, CancellationToken cancellationToken) =>
        await http.CommandAsync(path, cancellationToken, body, await person.TokenAsync("banners"));
}
