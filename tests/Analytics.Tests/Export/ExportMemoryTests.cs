using Analytics.Export;
using Npgsql;

namespace Analytics.Tests.Export;

/// <summary>Alone, since what other tests keep in memory would be measured too.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInMemory
{
    public const string Name = "alone in memory";
}

/// <summary>What an export holds at once does not grow with its rows.</summary>
[Collection(AloneInMemory.Name)]
public sealed class ExportMemoryTests(Testing.TestServers servers)
{
    private const int Rows = 100_000;
    private const int TimesAsMany = 10;
    // Pools of arrays fill as it happens. Ten times as many rows are ten times 7 MB in the file, and many times that in memory.
    private const long MostGrowth = 16 * 1024 * 1024;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static readonly ExportDataset Generated = ExportDatasets.All["events"] with
    {
        Sql =
            """
            select current_date, gen_random_uuid(), (array['impression', 'viewable', 'click', 'tap'])[1 + i % 4], gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
                'partner-' || i % 40, case when i % 3 > 0 then 'fr' end, 'FR', 'FR-' || i % 97, case when i % 5 > 0 then 'phone' end, 'valid', i % 10 > 0, now()
            from (select generate_series(1, $1) as i) g
            """,
    };

    [Fact]
    public async Task Ten_times_as_many_rows_need_no_more_memory_as_parquet()
    {
        await MeasureAsync(Rows); // fills pools and caches

        var (few, fewBytes) = await MeasureAsync(Rows);
        var (many, manyBytes) = await MeasureAsync(Rows * TimesAsMany);

        TestContext.Current.TestOutputHelper?.WriteLine($"{Rows} rows: {few} B of {fewBytes} written; {TimesAsMany} times as many: {many} B of {manyBytes} written");
        manyBytes.ShouldBeGreaterThan(fewBytes * (TimesAsMany - 1));
        (many - few).ShouldBeLessThan(MostGrowth);
    }

    /// <summary>The most that was alive at any time while so many rows were written, in bytes, and how much was written.</summary>
    private async Task<(long Alive, long Written)> MeasureAsync(int rows)
    {
        await using var connection = new NpgsqlConnection(await servers.CreateDatabaseAsync());
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(Generated.Sql, connection) { Parameters = { new() { Value = rows } }, CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        await using var scale = new Scale();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await ExportParquet.WriteAsync(Generated, reader, new ExportStream(scale), Cancelled);
        return (scale.Most - before, scale.Length);
    }

    /// <summary>Takes all that is written, keeps nothing of it, and weighs what is alive meanwhile.</summary>
    private sealed class Scale : Stream
    {
        private const int WritesBetween = 13;
        private long _length;
        private int _writes;

        public long Most { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _length += buffer.Length;
            if (_writes++ % WritesBetween == 0)
                Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: true));
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
