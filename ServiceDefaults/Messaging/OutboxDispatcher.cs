using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using ServiceDefaults.Database;

namespace ServiceDefaults.Messaging;

/// <summary>
/// Takes committed messages to the broker. Rows are locked while they are sent (SKIP LOCKED), so no two replicas send the same one
/// at once; a row that cannot be sent for its own fault steps back and lets the others pass.
/// </summary>
internal sealed partial class OutboxDispatcher(
    NpgsqlDataSource dataSource, IBus bus, DatabaseReady ready, CommitSignal signal, BrokerCircuit circuit, DrainPace pace, MessagingMetrics metrics, TimeProvider clock, ILogger<OutboxDispatcher> logger)
    : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private static readonly ActivitySource Source = new("campaign.outbox");

    private sealed record Row(Guid Id, string MessageType, string Body, string? TraceParent, int Attempts);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var (sent, began) = (0, clock.GetTimestamp());
            var most = pace.Messages;
            try
            {
                sent = await DispatchAsync(most, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.TurnFailed(logger, exception.Message);
            }

            if (sent < most)
                await signal.WaitAsync(Turn, stoppingToken);
            else if (pace.RestAfter(clock.GetElapsedTime(began)) is var rest && rest > TimeSpan.Zero)
                await Task.Delay(rest, clock, stoppingToken);
        }
    }

    /// <summary>One turn of at most so many rows; returns how many left.</summary>
    internal async Task<int> DispatchAsync(int most, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = await LockRowsAsync(connection, most, cancellationToken);
        if (rows.Count == 0)
            return 0;

        var began = clock.GetTimestamp();
        var results = await Task.WhenAll(rows.Select(row => SendAsync(row, cancellationToken)));
        var took = clock.GetElapsedTime(began);
        var sent = rows.Where((_, i) => results[i] is null).Select(row => row.Id).ToArray();
        await DeleteAsync(connection, sent, cancellationToken);
        for (var i = 0; i < rows.Count; i++)
        {
            if (results[i] is { } failure && !IsBrokerTrouble(failure))
                await StepBackAsync(connection, rows[i], failure, cancellationToken);
        }

        var refused = rows.Where((_, i) => results[i] is { } failure && IsBrokerTrouble(failure)).Select(row => row.Id).ToArray();
        await StepAsideAsync(connection, refused, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Tell(most, sent.Length, [.. results.OfType<Exception>().Where(IsBrokerTrouble)], took);
        metrics.OutboxSent(sent.Length);
        return sent.Length;
    }

    private void Tell(int most, int sent, Exception[] refusals, TimeSpan took)
    {
        if (sent > 0 && pace.Left(took, full: sent == most))
            circuit.Close();
        else if (sent == 0 && refusals.Length > 0)
            Open(refusals);
        if (refusals.Length > 0)
            pace.Stopped();
    }

    private void Open(Exception[] refusals)
    {
        if (!circuit.IsOpen)
            Log.BrokerRefused(logger, refusals.Length, refusals[0].Message);
        circuit.Open();
    }

    private static bool IsBrokerTrouble(Exception exception) => exception is not JsonException;

    private async Task<Exception?> SendAsync(Row row, CancellationToken cancellationToken)
    {
        // The message belongs to the trace of the request that wrote it, not to that of this loop.
        using var activity = ActivityContext.TryParse(row.TraceParent, null, out var parent)
            ? Source.StartActivity("outbox send", ActivityKind.Internal, parent)
            : Source.StartActivity("outbox send");
        try
        {
            var (message, type) = MessageJson.Read(row.MessageType, row.Body);
            await bus.PublishDurablyAsync(message, type, row.Id, cancellationToken);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            return exception;
        }
    }

    private static async Task<List<Row>> LockRowsAsync(NpgsqlConnection connection, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select id, message_type, body, trace_parent, attempts from outbox_messages
            where due_at <= now() order by due_at, id limit $1 for update skip locked
            """, connection)
        { Parameters = { new() { Value = most } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new Row(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetInt32(4)));
        return rows;
    }

    private static async Task DeleteAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("delete from outbox_messages where id = any($1)", connection)
        { Parameters = { new() { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // What the broker refuses by itself, and the others not, must not be what it is asked with each time: it goes behind what waits.
    private async Task StepAsideAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken)
    {
        if (ids.Length == 0)
            return;
        await using var command = new NpgsqlCommand("update outbox_messages set due_at = $2 where id = any($1)", connection)
        { Parameters = { new() { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }, new() { Value = clock.GetUtcNow() } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task StepBackAsync(NpgsqlConnection connection, Row row, Exception failure, CancellationToken cancellationToken)
    {
        Log.Poison(logger, row.Id, row.MessageType, failure.Message);
        metrics.OutboxPoison();
        var wait = TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Min(row.Attempts, 10))));
        await using var command = new NpgsqlCommand("update outbox_messages set attempts = attempts + 1, due_at = $2, last_error = left($3, 500) where id = $1", connection)
        { Parameters = { new() { Value = row.Id }, new() { Value = clock.GetUtcNow() + wait }, new() { Value = failure.Message } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A turn of the outbox failed: {Reason}")]
        public static partial void TurnFailed(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Warning, "The broker took none of {Messages} messages; they stay in the outbox until it does: {Reason}")]
        public static partial void BrokerRefused(ILogger logger, int messages, string reason);

        [LoggerMessage(2, LogLevel.Error, "Outbox row {Id} ({MessageType}) cannot be sent: {Reason}")]
        public static partial void Poison(ILogger logger, Guid id, string messageType, string reason);
    }
}
