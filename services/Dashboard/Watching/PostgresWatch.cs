using Microsoft.Extensions.Options;
using Npgsql;
using ServiceDefaults.Messaging;

namespace Dashboard.Watching;

/// <summary>Looks at PostgreSQL through the dashboard's own database: does it answer, and since when does it run.</summary>
internal sealed class PostgresWatch(NpgsqlDataSource dataSource, IncidentLog incidents, SystemBoard board, IOptions<WatchOptions> options, TimeProvider clock) : IWatch
{
    private readonly DateTimeOffset _watchedSince = clock.GetUtcNow();
    private DateTimeOffset? _startedAt;

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Value.Patience);
        try
        {
            await using var command = dataSource.CreateCommand("select pg_postmaster_start_time(), current_setting('server_version')");
            await using var reader = await command.ExecuteReaderAsync(patience.Token);
            await reader.ReadAsync(patience.Token);
            Judge(reader.GetFieldValue<DateTimeOffset>(0), reader.GetString(1));
        }
        catch (Exception exception) when (PassingTrouble.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            var awaited = _startedAt is null && clock.GetUtcNow() - _watchedSince < options.Value.StartGrace;
            if (!awaited)
                incidents.Raise(Subjects.Postgres, IncidentKind.Down, exception.Message);
            board.Set(new SubjectState(Subjects.Postgres, awaited ? Standing.Awaited : Standing.Down, [exception.Message], _startedAt, board.Of(Subjects.Postgres)?.Version, clock.GetUtcNow()));
        }
    }

    private void Judge(DateTimeOffset startedAt, string version)
    {
        incidents.Clear(Subjects.Postgres, IncidentKind.Down);
        if (_startedAt is { } before && before != startedAt)
            incidents.Note(Subjects.Postgres, IncidentKind.Restarted, $"started {startedAt:HH:mm:ss} UTC, before {before:HH:mm:ss} UTC");
        _startedAt = startedAt;
        board.Set(new SubjectState(Subjects.Postgres, Standing.Healthy, [], startedAt, version, clock.GetUtcNow()));
    }
}
