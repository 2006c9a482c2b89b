using Dashboard.Language;
using MudBlazor;

namespace Dashboard.Forms;

/// <summary>Which parts of a page hold something that its person has not saved yet.</summary>
public sealed class Unsaved
{
    private readonly HashSet<string> _parts = new(StringComparer.Ordinal);

    public bool Any => _parts.Count > 0;

    /// <summary>After the first part is marked, or the last is not any more.</summary>
    public event EventHandler? Changed;

    public bool Has(string part) => _parts.Contains(part);

    public void Mark(string part) => Change(() => _parts.Add(part));

    /// <summary>It is saved, or dropped knowingly.</summary>
    public void Clear(string part) => Change(() => _parts.Remove(part));

    public void Clear() => Change(_parts.Clear);

    /// <summary>Asks whoever would lose something by going on; true: nothing is lost, or knowingly.</summary>
    public async Task<bool> MayBeLostAsync(IDialogService dialogs) =>
        !Any || await dialogs.ShowMessageBoxAsync(Texts.LeaveTitle, Texts.LeaveQuestion, yesText: Texts.LeaveYes, cancelText: Texts.LeaveStay) is true;

    private void Change(Action change)
    {
        var before = Any;
        change();
        if (Any != before)
            Changed?.Invoke(this, EventArgs.Empty);
    }
}
