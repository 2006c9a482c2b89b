using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ServiceDefaults.Messaging;

/// <summary>Tells trouble that passes by itself (a server is away, a disk is full, a deadlock) from what fails for ever.</summary>
public static class PassingTrouble
{
    public static bool Is(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => true,
        PostgresException postgres => IsPassing(postgres.SqlState),
        DbUpdateException { InnerException: { } inner } => Is(inner),
        NpgsqlException or SocketException or TimeoutException or OperationCanceledException or IOException or HttpRequestException => true,
        InvalidOperationException { InnerException: { } inner } => Is(inner),
        ObjectDisposedException => true,
        _ => false,
    };

    // https://www.postgresql.org/docs/15/errcodes-appendix.html: 08 connection, 53 resources (53100 disk full), 57P shutdown and
    // start-up, 40 serialization and deadlock, 55P03 lock, 58 system, 42P01/3D000 before the migration has run, 25006 read-only standby.
    private static bool IsPassing(string sqlState) =>
        sqlState[..2] is "08" or "53" or "40" or "58" || sqlState.StartsWith("57", StringComparison.Ordinal) || sqlState is "55P03" or "42P01" or "3D000" or "25006" or "28P01";
}
