using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Banners.Data;

namespace Banners.Auditing;

/// <summary>
/// What is not the same in two snapshots. A list of things that have an id or a name is told by what went (<c>removed</c>), what came
/// (<c>added</c>) and what is otherwise (<c>changed</c>, on both sides), at most <see cref="Most"/> of each, with how many there are and their hash.
/// </summary>
internal sealed record Difference(JsonObject Before, JsonObject After)
{
    /// <summary>So many keywords, banners or word classes are written down one by one.</summary>
    public const int Most = 100;

    public bool IsEmpty => Before.Count == 0 && After.Count == 0;

    public static Difference Between(Snapshot before, Snapshot after)
    {
        var found = new Difference([], []);
        found.Compare(before.State, after.State);
        found.Compare(before.Content, after.Content);
        if (!before.Keywords.SequenceEqual(after.Keywords))
            found.CompareLists("keywords", Keyed(before.Keywords, x => x.Id), Keyed(after.Keywords, x => x.Id), (a, b) => a == b, ToJson);
        return found;
    }

    private void Compare(JsonObject before, JsonObject after)
    {
        foreach (var name in before.Select(x => x.Key).Union(after.Select(x => x.Key), StringComparer.Ordinal))
        {
            var (was, came) = (before[name], after[name]);
            if (JsonNode.DeepEquals(was, came))
                continue;
            if (Keyed(was) is { } old && Keyed(came) is { } young && old.Count + young.Count > 0)
            {
                CompareLists(name, old, young, JsonNode.DeepEquals, x => x.DeepClone());
                continue;
            }

            if (before.ContainsKey(name))
                Before[name] = was?.DeepClone();
            if (after.ContainsKey(name))
                After[name] = came?.DeepClone();
        }
    }

    private void CompareLists<T>(string name, OrderedDictionary<string, T> before, OrderedDictionary<string, T> after, Func<T, T, bool> same, Func<T, JsonNode> toJson)
    {
        var changed = before.Where(x => after.TryGetValue(x.Key, out var now) && !same(x.Value, now)).Select(x => x.Key).ToList();
        Before[name] = Side(before, "removed", before.Where(x => !after.ContainsKey(x.Key)).Select(x => x.Value), changed, toJson);
        After[name] = Side(after, "added", after.Where(x => !before.ContainsKey(x.Key)).Select(x => x.Value), changed, toJson);
    }

    private static JsonObject Side<T>(OrderedDictionary<string, T> all, string word, IEnumerable<T> alone, List<string> changed, Func<T, JsonNode> toJson)
    {
        var side = new JsonObject { ["count"] = all.Count, ["sha256"] = HashOf(all.Values, toJson) };
        var only = alone.ToList();
        if (only.Count > 0)
            side[word] = Listed(only, toJson);
        if (changed.Count > 0)
            side["changed"] = Listed(changed.ConvertAll(key => all[key]), toJson);
        if (Math.Max(only.Count, changed.Count) > Most)
            side["notListed"] = Math.Max(0, only.Count - Most) + Math.Max(0, changed.Count - Most);
        return side;
    }

    private static JsonArray Listed<T>(List<T> items, Func<T, JsonNode> toJson) => [.. items.Take(Most).Select(toJson)];

    private static string HashOf<T>(IEnumerable<T> items, Func<T, JsonNode> toJson)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var item in items)
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(toJson(item), Snapshot.Json));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static JsonNode ToJson(LiveKeyword keyword) => JsonSerializer.SerializeToNode(keyword, Snapshot.Json)!;

    private static OrderedDictionary<string, T> Keyed<T>(IReadOnlyList<T> items, Func<T, Guid> id)
    {
        var keyed = new OrderedDictionary<string, T>(items.Count, StringComparer.Ordinal);
        foreach (var item in items)
            keyed[id(item).ToString()] = item;
        return keyed;
    }

    /// <summary>Null when it is no list of things with an id or a name each.</summary>
    private static OrderedDictionary<string, JsonNode>? Keyed(JsonNode? list)
    {
        if (list is null)
            return new OrderedDictionary<string, JsonNode>(StringComparer.Ordinal);
        if (list is not JsonArray items)
            return null;
        var keyed = new OrderedDictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item is not JsonObject thing || (thing["id"] ?? thing["name"])?.ToString() is not { } key || !keyed.TryAdd(key, thing))
                return null;
        }

        return keyed;
    }
}
