using System.ComponentModel.DataAnnotations;

namespace Banners.Demo;

/// <summary>The page that stands in for a platform's search.</summary>
internal sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>The partner in whose name <c>/demo</c> asks unless its address says <c>?partner=</c>. Default <c>tiktok</c>.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,40}$")]
    public string Partner { get; set; } = "tiktok";
}
