namespace Traffic.Driving;

/// <summary>What a platform sends, in the order of the closing table.</summary>
public enum Kind
{
    Search,
    Impression,
    Viewable,
    Click,
    Tap,
    WebhookEvent,
    Upload,
    Publication,
}
