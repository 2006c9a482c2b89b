namespace Analytics.Export;

/// <summary>
/// A response's body as the writers of files need it: only forward, only asynchronous, and never finished by a writer that is cleaned up after
/// an error (Parquet's would write the end of the file, and what is cut short would look whole).
/// </summary>
internal sealed class ExportStream(Stream body) : Stream
{
    private long _written;
    private bool _broken;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written;

    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    /// <summary>From now on nothing is written any more.</summary>
    public void Break() => _broken = true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_broken)
            return;
        await body.WriteAsync(buffer, cancellationToken);
        _written += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => _broken ? Task.CompletedTask : body.FlushAsync(cancellationToken);

    // Parquet.Net flushes after each row group; the response's own buffer is written on when it is full.
    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A response is written asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
