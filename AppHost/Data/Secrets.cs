using System.Security.Cryptography;
using System.Text.Json;

namespace AppHost.Data;

/// <summary>The secrets of one copy of the system, made at its first start and kept in one file that only its owner reads.</summary>
internal sealed class Secrets
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string _file;
    private readonly SortedDictionary<string, string> _values;

    private Secrets(string file, SortedDictionary<string, string> values) => (_file, _values) = (file, values);

    public static Secrets Open(string file)
    {
        if (!File.Exists(file))
            return new(file, new(StringComparer.Ordinal));
        try
        {
            var values = JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(file)) ?? [];
            return new(file, new(values, StringComparer.Ordinal));
        }
        catch (JsonException broken)
        {
            throw new SetupException($"{file} is not readable JSON: mend it, or start anew with --fresh (deletes this copy's data).", broken);
        }
    }

    /// <summary>The secret of this name; made and written down when it is new.</summary>
    public string Get(string name, Func<string> make)
    {
        lock (_values)
        {
            if (_values.TryGetValue(name, out var known))
                return known;
            var made = make();
            _values[name] = made;
            Save();
            return made;
        }
    }

    public static string Password()
    {
        const string letters = "abcdefghijkmnpqrstuvwxyz", capitals = "ABCDEFGHJKLMNPQRSTUVWXYZ", digits = "23456789";
        return string.Join('-', Enumerable.Range(0, 4).Select(_ =>
            RandomNumberGenerator.GetString(capitals, 1) + RandomNumberGenerator.GetString(letters, 3) + RandomNumberGenerator.GetString(digits, 1)));
    }

    /// <summary>Letters and digits only, so that it needs no quoting in a connection string or an address.</summary>
    public static string Alphanumeric() => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 32);

    public static string Base64Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public static string TokenKeys() => $"k1:{Base64Key()}";

    public static string BundleKeys() => $"b1:{Base64Key()}";

    public static string WebhookSecret() => $"whsec_{Base64Key()}";

    /// <summary>A private key of the curve P-256, PKCS #8 in base64: with it the dashboard says whom it asks for.</summary>
    public static string SigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }

    /// <summary>With it the other services check what the signing key has signed.</summary>
    public static string PublicHalf(string signingKey)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(signingKey), out _);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    private void Save()
    {
        var next = _file + ".new";
        using (var stream = new FileStream(next, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            JsonSerializer.Serialize(stream, _values, Indented);
        File.Move(next, _file, overwrite: true);
    }
}
