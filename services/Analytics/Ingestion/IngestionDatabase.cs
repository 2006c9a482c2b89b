using Npgsql;

namespace Analytics.Ingestion;

/// <summary>
/// The ingestion's own connections. Each has its staging tables from the start, as temporary ones that a commit or a rollback
/// empties: no WAL, no vacuum, and no catalogue churn per batch.
/// </summary>
internal sealed class IngestionDatabase(IConfiguration configuration, ILoggerFactory loggers) : IAsyncDisposable
{
    private const string Staging =
        """
        create temp table if not exists staged_events (
            day date, decision_id uuid, event_type text, campaign_id uuid, banner_id uuid, keyword_id uuid, partner text,
            locale text, country text, region text, device text, validity text, verified boolean, received_at timestamptz) on commit delete rows;
        create temp table if not exists staged_partner_events (
            day date, claim_day date, partner text, source text, event_id text, event_type text, occurred_at timestamptz, campaign_id uuid,
            subject text, count bigint, sandbox boolean, received_at timestamptz) on commit delete rows;
        create temp table if not exists fresh_partner_events (like staged_partner_events) on commit delete rows;
        """;

    private readonly NpgsqlDataSource _dataSource = Build(configuration, loggers);

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _dataSource.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _dataSource.DisposeAsync();

    private static NpgsqlDataSource Build(IConfiguration configuration, ILoggerFactory loggers)
    {
        var settings = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("metrics"))
        {
            ApplicationName = "Analytics.Ingestion",
            Timeout = 3,
            CommandTimeout = 15,
            MaxPoolSize = 16,
            MaxAutoPrepare = 32,
            // A reset (DISCARD ALL) would drop the staging tables.
            NoResetOnClose = true,
        };
        return new NpgsqlDataSourceBuilder(settings.ConnectionString)
            .UseLoggerFactory(loggers)
            .UsePhysicalConnectionInitializer(
                connection =>
                {
                    using var command = new NpgsqlCommand(Staging, connection);
                    command.ExecuteNonQuery();
                },
                async connection =>
                {
                    await using var command = new NpgsqlCommand(Staging, connection);
                    await command.ExecuteNonQueryAsync();
                })
            .Build();
    }
}
