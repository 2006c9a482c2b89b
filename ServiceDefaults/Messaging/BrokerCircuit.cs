namespace ServiceDefaults.Messaging;

/// <summary>
/// Whether the broker takes messages. Opened by the first failed publish; closed by the outbox dispatcher when the broker
/// confirms soon again. It then has something to try with, so that no event of the hot path is the probe.
/// </summary>
internal sealed class BrokerCircuit
{
    private volatile bool _open;

    public bool IsOpen => _open;

    public void Open() => _open = true;

    public void Close() => _open = false;
}
