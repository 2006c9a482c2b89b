using System.Text;
using System.Text.RegularExpressions;

namespace Content.Uploads;

/// <summary>What the client says of the video in tus' <c>Upload-Metadata</c>: <c>key base64,key base64</c>.</summary>
internal sealed partial record UploadMetadata(string Title, string Creator, string Language, bool SignLanguage, string? Captions)
{
    public const int LongestCaptions = 8 * 1024;

    /// <summary>The metadata, or a sentence that says what is wrong with it.</summary>
    public static (UploadMetadata? Metadata, string? Fault) Parse(string? header)
    {
        if (Decode(header) is not { } values)
            return (null, "Upload-Metadata must be pairs of a key and a base64 value, separated by commas.");
        var title = values.GetValueOrDefault("title", "").Trim();
        if (title.Length is 0 or > Upload.LongestTitle || title.Any(char.IsControl))
            return (null, $"Upload-Metadata needs a title of 1 to {Upload.LongestTitle} characters.");
        if (!values.TryGetValue("creator", out var creator) || creator.Length is 0 or > 60)
            return (null, "Upload-Metadata needs the slug of a creator; GET /v1/creators lists them.");
        var language = values.GetValueOrDefault("language", "fr");
        if (language.Length > 20 || !LanguageTag().IsMatch(language))
            return (null, "The language in Upload-Metadata must be a language tag such as fr.");
        if (ParseFlag(values.GetValueOrDefault("signLanguage", "false")) is not { } signLanguage)
            return (null, "signLanguage in Upload-Metadata must be true or false.");
        var captions = values.GetValueOrDefault("captions");
        if (captions is not null && (captions.Length > LongestCaptions || !WebVtt.IsValid(captions)))
            return (null, $"captions in Upload-Metadata must be WebVTT of at most {LongestCaptions} characters; longer ones go to PUT /v1/videos/{{id}}/captions.");
        return (new UploadMetadata(title, creator, language, signLanguage, captions), null);
    }

    private static Dictionary<string, string>? Decode(string? header)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, encoded) = pair.Split(' ', 2, StringSplitOptions.TrimEntries) is [var k, var v] ? (k, v) : (pair, "");
            var bytes = new byte[encoded.Length];
            if (!Convert.TryFromBase64String(encoded, bytes, out var written) || !TryUtf8(bytes.AsSpan(0, written), out var value) || !values.TryAdd(key, value))
                return null;
        }

        return values;
    }

    private static bool TryUtf8(ReadOnlySpan<byte> bytes, out string value)
    {
        value = Encoding.UTF8.GetString(bytes);
        // A zero byte cannot be stored as text, and bytes that are no UTF-8 come out as replacement characters.
        return !value.Contains('\0') && !value.Contains('\uFFFD');
    }

    private static bool? ParseFlag(string value) => value switch
    {
        "true" or "1" => true,
        "false" or "0" or "" => false,
        _ => null,
    };

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LanguageTag();
}
