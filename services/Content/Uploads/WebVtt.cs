namespace Content.Uploads;

/// <summary>Captions as browsers take them.</summary>
internal static class WebVtt
{
    public static bool IsValid(string text)
    {
        var start = text.TrimStart('\uFEFF');
        return start.StartsWith("WEBVTT", StringComparison.Ordinal)
            && (start.Length == 6 || start[6] is ' ' or '\t' or '\n' or '\r')
            && text.Contains("-->", StringComparison.Ordinal)
            && !text.Contains('\0');
    }
}
