using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ServiceDefaults.Problems;

/// <summary>
/// Refuses a request whose list holds a null. Nothing else does: nullable annotations of a list's elements are not there when the program
/// runs, so <c>[null]</c> passes both the reader and the validation.
/// </summary>
internal static class NullInLists
{
    public static void Refuse(JsonTypeInfo type)
    {
        if (type.Kind is JsonTypeInfoKind.Enumerable && type.ElementType is { IsValueType: false })
            type.OnDeserialized = Check;
    }

    private static void Check(object list)
    {
        foreach (var element in (IEnumerable)list)
        {
            if (element is null)
                throw new JsonException("A list holds null.");
        }
    }
}
