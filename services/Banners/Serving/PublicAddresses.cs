using System.ComponentModel.DataAnnotations;

namespace Banners.Serving;

/// <summary>Where the public reaches this service and the Safety Centre. Links and redirects are made from these alone, never from a request.</summary>
internal sealed class PublicAddresses
{
    /// <summary>Setting <c>Banners:PublicUrl</c>.</summary>
    [Required(ErrorMessage = "The setting Banners:PublicUrl is missing: the address under which the public reaches this service.")]
    [Url(ErrorMessage = "The setting Banners:PublicUrl must be an http or https address.")]
    public string? Banners { get; set; }

    /// <summary>Setting <c>Content:PublicUrl</c>.</summary>
    [Required(ErrorMessage = "The setting Content:PublicUrl is missing: the address under which the public reaches the Safety Centre.")]
    [Url(ErrorMessage = "The setting Content:PublicUrl must be an http or https address.")]
    public string? Content { get; set; }

    public string Of(string path) => $"{Banners!.TrimEnd('/')}{path}";

    public static string ImagePath(string hash) => $"/images/{hash}";

    public string Image(string hash) => Of(ImagePath(hash));

    /// <summary>The Safety Centre's page on 119, in French unless the language is known not to be.</summary>
    public string SafetyCentre(string? locale) =>
        $"{Content!.TrimEnd('/')}/{(locale is null || locale.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? "fr" : "en")}/119";
}
