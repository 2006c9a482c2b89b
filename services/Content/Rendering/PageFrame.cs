using Content.SafetyCentre;
using Microsoft.Extensions.Options;

namespace Content.Rendering;

/// <summary>Texts that every page has.</summary>
public sealed record FrameTexts(string Skip, string Exit, string ExitHint, string Promise);

/// <summary>What a page needs besides its own content.</summary>
public sealed record PageFrame(string Language, FrameTexts Texts, string ExitUrl, PageAssets Assets);

internal sealed class PageFrames(Localized<FrameTexts> texts, PageAssets assets, IOptions<SafetyCentreOptions> options)
{
    public PageFrame this[string language] => new(language, texts[language], options.Value.QuickExitUrl, assets);
}
