using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Analytics.Export;

/// <summary>The exports' own connections, so that slow downloads take none from the reports.</summary>
internal sealed class ExportDatabase(IConfiguration configuration, ILoggerFactory loggers) : IAsyncDisposable
{
    public const int Most = 4;

    private readonly SemaphoreSlim _places = new(Most);
    private readonly NpgsqlDataSource _dataSource = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("metrics"))
    {
        ApplicationName = "Analytics.Export",
        Timeout = 3,
        CommandTimeout = 60,
        MaxPoolSize = Most,
    }.ConnectionString).UseLoggerFactory(loggers).Build();

    /// <summary>A place among the exports that run at a time, until it is disposed.</summary>
    public bool TryTake([NotNullWhen(true)] out IDisposable? place)
    {
        place = _places.Wait(0) ? new Place(_places) : null;
        return place is not null;
    }

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _dataSource.OpenConnectionAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _dataSource.DisposeAsync();
        _places.Dispose();
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}
