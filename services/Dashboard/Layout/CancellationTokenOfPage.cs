namespace Dashboard.Layout;

/// <summary>Ends the calls of a page whose circuit (or first render) has ended.</summary>
internal sealed class CancellationTokenOfPage : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _source.Cancel();
        _source.Dispose();
    }
}
