using System.Runtime.InteropServices;

namespace Banners.Matching;

/// <summary>Values by a finished hash; hash and value lie side by side, so that one look into memory mostly tells. Written once, then only read.</summary>
internal sealed class HashTable<T>
{
    private Slot[] _slots = new Slot[16];
    private int _count;

    public bool TryFind(ulong hash, out T value)
    {
        ref readonly var slot = ref _slots[SlotOf(hash)];
        value = slot.Value;
        return slot.Hash != 0;
    }

    public void Set(ulong hash, T value)
    {
        if (2 * (_count + 1) > _slots.Length)
            Grow();
        ref var slot = ref _slots[SlotOf(hash)];
        if (slot.Hash == 0)
            _count++;
        (slot.Hash, slot.Value) = (hash, value);
    }

    // Half of the slots are free, so a free one is near.
    private int SlotOf(ulong hash)
    {
        var slots = _slots;
        var last = slots.Length - 1;
        var at = (int)(hash >> 1) & last;
        while (slots[at].Hash != hash && slots[at].Hash != 0)
            at = (at + 1) & last;
        return at;
    }

    private void Grow()
    {
        var before = _slots;
        _slots = new Slot[2 * before.Length];
        foreach (var slot in before)
        {
            if (slot.Hash != 0)
                _slots[SlotOf(slot.Hash)] = slot;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public ulong Hash;
        public T Value;
    }
}
