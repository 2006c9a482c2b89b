namespace AppHost;

/// <summary>Whom the services know from their first start.</summary>
internal static class Seeds
{
    public static readonly string[] Partners = ["tiktok", "twitter", "sandbox"];
    public static readonly (string Name, string Role)[] Users = [("redaction", "author"), ("validation", "approver")];
}
