using System.Runtime.InteropServices;

namespace Banners.Matching;

/// <summary>
/// Values by a finished hash. Most looks find nothing, and one byte for each slot mostly tells that: a table's bytes stay in the processor's
/// own cache when its slots no longer do. Written once, then only read.
/// </summary>
internal sealed class HashTable<T>
{
    private byte[] _tags = new byte[16];
    private Slot[] _slots = new Slot[16];
    private int _count;

    public bool TryFind(ulong hash, out T value)
    {
        var tags = _tags;
        var at = (int)(hash >> 1) & (tags.Length - 1);
        for (var tag = TagOf(hash); tags[at] != 0; at = (at + 1) & (tags.Length - 1))
        {
            if (tags[at] != tag || _slots[at].Hash != hash)
                continue;
            value = _slots[at].Value;
            return true;
        }

        value = default!;
        return false;
    }

    public void Set(ulong hash, T value)
    {
        if (2 * (_count + 1) > _tags.Length)
            Grow();
        Put(new Slot { Hash = hash, Value = value });
    }

    // Half of the slots are free, so a free one is near; its tag is 0.
    private void Put(in Slot slot)
    {
        var at = (int)(slot.Hash >> 1) & (_tags.Length - 1);
        while (_tags[at] != 0 && _slots[at].Hash != slot.Hash)
            at = (at + 1) & (_tags.Length - 1);
        if (_tags[at] == 0)
            _count++;
        _tags[at] = TagOf(slot.Hash);
        _slots[at] = slot;
    }

    private void Grow()
    {
        var (tags, slots) = (_tags, _slots);
        (_tags, _slots, _count) = (new byte[2 * tags.Length], new Slot[2 * tags.Length], 0);
        for (var i = 0; i < tags.Length; i++)
        {
            if (tags[i] != 0)
                Put(slots[i]);
        }
    }

    private static byte TagOf(ulong hash) => (byte)((hash >> 57) | 0x80);

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public ulong Hash;
        public T Value;
    }
}
