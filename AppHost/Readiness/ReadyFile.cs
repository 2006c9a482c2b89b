using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AppHost.Readiness;

/// <summary>What a program needs to talk to the running system; written when all of it is healthy, readable by its owner only.</summary>
internal sealed record ReadyFile(
    string Servers, ReadyUrls Urls, string AdminKey, string ApproverKey, IReadOnlyDictionary<string, ReadyPartner> Partners, IReadOnlyList<ReadySignIn> SignIn)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public void Write(string file)
    {
        var next = file + ".new";
        File.Delete(next);
        using (var stream = new FileStream(next, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            JsonSerializer.Serialize(stream, this, Json);
        File.Move(next, file, overwrite: true);
    }
}

internal sealed record ReadyUrls(string Dashboard, string Banners, string Content, string Analytics, string Partners, string Aspire);

internal sealed record ReadyPartner(string Key, string WebhookSecret);

internal sealed record ReadySignIn(string User, string Password, string Role);
