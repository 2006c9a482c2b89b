using System.Text.Json;
using System.Text.Json.Serialization;

namespace Content.Rendering;

/// <summary>Localized data files inside the assembly. A missing or unknown text is an error at the start, not a hole in a page.</summary>
internal static class EmbeddedTexts
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    public static T Read<T>(string file)
    {
        using var stream = typeof(EmbeddedTexts).Assembly.GetManifestResourceStream($"texts/{file}")
            ?? throw new InvalidOperationException($"The text file {file} is not in the assembly.");
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new JsonException($"The text file {file} is empty.");
    }
}
