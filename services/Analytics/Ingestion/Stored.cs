namespace Analytics.Ingestion;

/// <summary>How a batch ended.</summary>
internal sealed record Stored(long Fresh, long Duplicates, DateTimeOffset? LastEventAt);
