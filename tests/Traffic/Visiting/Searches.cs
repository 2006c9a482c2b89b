using System.Text.Json;

namespace Traffic.Visiting;

/// <summary>What people type: a few searches that a keyword matches, many about something else.</summary>
internal sealed record Searches(IReadOnlyList<string> Matching, IReadOnlyList<string> Innocent)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Searches All { get; } = Read();

    public string Choose(Random random, double matchingShare)
    {
        var from = random.NextDouble() < matchingShare ? Matching : Innocent;
        return from[random.Next(from.Count)];
    }

    private static Searches Read()
    {
        using var stream = typeof(Searches).Assembly.GetManifestResourceStream("searches.json")!;
        return JsonSerializer.Deserialize<Searches>(stream, Json)!;
    }
}
