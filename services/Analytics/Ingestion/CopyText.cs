using Npgsql;
using NpgsqlTypes;

namespace Analytics.Ingestion;

internal static class CopyText
{
    public static Task WriteTextAsync(this NpgsqlBinaryImporter copy, string? text, CancellationToken cancellationToken) =>
        text is null ? copy.WriteNullAsync(cancellationToken) : copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken);
}
