using System.Globalization;
using Dashboard.Forms;
using Dashboard.Language;
using Dashboard.Layout;
using Dashboard.Neighbours;
using Dashboard.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Dashboard.Campaigns;

/// <summary>
/// A page on which one part of a draft is read, and written by authors. What it saves names the revision that was read: when somebody else
/// has written meanwhile nothing is saved, what was typed stays, and the person decides.
/// </summary>
public abstract class DraftPage : ComponentBase
{
    private Func<Task>? _again;
    private bool _author;

    [Parameter]
    public Guid Id { get; set; }

    [CascadingParameter]
    public Task<AuthenticationState>? Who { get; set; }

    [Inject]
    private protected AuthoringClient Drafts { get; set; } = null!;

    [Inject]
    private protected CommandGate Gate { get; set; } = null!;

    [Inject]
    private protected ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private protected CancellationTokenOfPage Closing { get; set; } = null!;

    private protected CampaignDraft? Draft { get; private set; }

    /// <summary>Why the draft could not be read.</summary>
    private protected Trouble? Trouble { get; private set; }

    private protected Mistakes Mistakes { get; set; } = Mistakes.None;

    /// <summary>Where the draft is by now, when somebody else has written since it was read.</summary>
    private protected long? MovedTo { get; private set; }

    private protected Unsaved Unsaved { get; } = new();

    private protected bool Busy { get; set; }

    private protected bool Writes => _author && Draft?.Status is not "archived";

    protected override async Task OnInitializedAsync()
    {
        Unsaved.Changed += (_, _) => StateHasChanged();
        if (Who is not null)
            _author = (await Who).User.IsInRole(Roles.Author);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (RendererInfo.IsInteractive)
            await ReadAsync();
    }

    /// <summary>Takes the draft as it is now; what was typed is dropped.</summary>
    private protected async Task ReadAsync()
    {
        var answer = await Drafts.DraftAsync(Id, Closing.Token);
        (Mistakes, MovedTo, Trouble) = (Mistakes.None, null, answer.Trouble);
        if (answer.Value is not { } draft)
            return;
        Unsaved.Clear();
        await TakeAsync(draft);
    }

    /// <summary>Saves over what somebody else has written, now that the person knows.</summary>
    private protected async Task SaveAnywayAsync()
    {
        if (_again is not { } again)
            return;
        if ((await Drafts.DraftAsync(Id, Closing.Token)).Value is { } draft)
        {
            Draft = draft;
            Met(draft);
        }

        await again();
    }

    /// <param name="command">What the log calls it.</param>
    /// <param name="save">With the revision that was read.</param>
    /// <param name="place">The field of a mistake, as Banners names it.</param>
    /// <param name="again">The whole of it once more, for <see cref="SaveAnywayAsync"/>.</param>
    private protected async Task<T?> SaveAsync<T>(string command, Func<long, Task<Answer<T>>> save, Func<string, (string Id, string Label)?> place, Func<Task> again)
        where T : class
    {
        if (Draft is not { } draft || Busy)
            return null;
        Busy = true;
        var answer = await Gate.RunForAuthorAsync(command, Id, () => save(draft.Revision));
        Busy = false;
        (MovedTo, _again) = (answer.Trouble?.Revision, again);
        Mistakes = answer.Trouble is { Revision: null } trouble ? Mistakes.In(trouble, place) : Mistakes.None;
        return answer.Value;
    }

    /// <param name="part">What was saved of the page; null: all that is written there.</param>
    private protected async Task SavedAsync(CampaignDraft draft, string? part = null)
    {
        if (part is null)
            Unsaved.Clear();
        else
            Unsaved.Clear(part);
        await TakeAsync(draft);
        var sentence = Texts.DraftSaved;
        Snackbar.Add(string.Format(CultureInfo.CurrentCulture, sentence, draft.Revision), Severity.Success);
    }

    /// <summary>Fills the form.</summary>
    private protected abstract Task FillAsync(CampaignDraft draft);

    /// <summary>Somebody else's draft, which what is typed here is about to be written over.</summary>
    private protected virtual void Met(CampaignDraft draft)
    {
    }

    private Task TakeAsync(CampaignDraft draft)
    {
        Draft = draft;
        return FillAsync(draft);
    }
}
