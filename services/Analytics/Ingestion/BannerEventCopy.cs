using Npgsql;
using NpgsqlTypes;

namespace Analytics.Ingestion;

/// <summary>Events as rows of a binary COPY.</summary>
internal static class BannerEventCopy
{
    public const string Columns = "day, decision_id, event_type, campaign_id, banner_id, keyword_id, partner, locale, country, region, device, validity, verified, received_at";

    /// <summary>To the partitions of their days; fails when one of them is there already.</summary>
    public const string Store = $"copy raw_events ({Columns}) from stdin (format binary)";

    /// <summary>To the connection's own table.</summary>
    public const string Stage = $"copy staged_events ({Columns}) from stdin (format binary)";

    public static async Task WriteAsync(NpgsqlConnection connection, string target, IEnumerable<AcceptedBannerEvent> events, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(target, cancellationToken);
        foreach (var accepted in events)
        {
            var recorded = accepted.Event;
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(accepted.Day, NpgsqlDbType.Date, cancellationToken);
            await copy.WriteAsync(recorded.DecisionId, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(recorded.Type, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(recorded.CampaignId, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(recorded.BannerId, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(recorded.KeywordId, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(recorded.Partner, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteTextAsync(accepted.Locale, cancellationToken);
            await copy.WriteTextAsync(accepted.Country, cancellationToken);
            await copy.WriteTextAsync(accepted.Region, cancellationToken);
            await copy.WriteTextAsync(accepted.Device, cancellationToken);
            await copy.WriteAsync(recorded.Validity, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(recorded.Verified, NpgsqlDbType.Boolean, cancellationToken);
            await copy.WriteAsync(accepted.ReceivedAt, NpgsqlDbType.TimestampTz, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
