using Content.Rendering;

namespace Content.SafetyCentre;

/// <summary>The helplines that our pages name, in the order of the page.</summary>
internal sealed class Helplines
{
    public IReadOnlyList<Helpline> All { get; } = EmbeddedTexts.Read<Helpline[]>("helplines.json");

    public bool Knows(string dial) => All.Any(line => line.Dial == dial);
}
