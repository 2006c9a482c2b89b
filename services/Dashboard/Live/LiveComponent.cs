using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Live;

/// <summary>A component that shows live sources: it renders again when one of them changes.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly List<ILiveSource> _sources = [];
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _texts = CultureInfo.CurrentUICulture;

    protected void Follow(ILiveSource source)
    {
        source.Changed += OnChanged;
        _sources.Add(source);
    }

    public virtual void Dispose()
    {
        foreach (var source in _sources)
            source.Changed -= OnChanged;
        GC.SuppressFinalize(this);
    }

    protected virtual void OnSourceChanged()
    {
    }

    // The source's loop must not wait for a page, nor fall over one whose circuit has just ended.
    private void OnChanged(object? sender, EventArgs args) => _ = InvokeAsync(Refresh).ContinueWith(static task => _ = task.Exception, TaskScheduler.Default);

    private void Refresh()
    {
        // The call comes from the source's loop, which has no reader and so no language.
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _texts);
        OnSourceChanged();
        StateHasChanged();
    }
}
