using System.ComponentModel.DataAnnotations;

namespace Content;

/// <summary>Where this service is reached from outside.</summary>
internal sealed class ContentOptions
{
    public const string Section = "Content";

    /// <summary>Absolute address without a path, such as <c>https://content.example</c>; previews of shared links need it.</summary>
    [Required, Url]
    public string PublicUrl { get; init; } = "";
}
