using Microsoft.AspNetCore.Components;

namespace Dashboard.Forms;

/// <summary>A field with its label, its hint and what is wrong with it, tied together for whoever does not see them.</summary>
public abstract class FieldBase : ComponentBase
{
    /// <summary>Of the element; mistakes are found by it.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What tells this field from others of the same label, for whoever hears it.</summary>
    [Parameter]
    public string? Of { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    [CascadingParameter]
    public Mistakes? Mistakes { get; set; }

    private protected IReadOnlyList<Mistake> Wrong => [.. Mistakes?.Of(Id) ?? []];

    private protected string? Invalid => Wrong.Count > 0 ? "true" : null;

    private protected string? DescribedBy => (Hint is null, Wrong.Count > 0) switch
    {
        (true, false) => null,
        (true, true) => $"{Id}-wrong",
        (false, false) => $"{Id}-hint",
        (false, true) => $"{Id}-hint {Id}-wrong",
    };
}
