using System.Buffers;
using System.Collections.Concurrent;
using LocalEbs.Snapshots;

namespace LocalEbs.Operations;

/// <summary>
/// Keeps what had to be computed (80 bytes a block), since the SHA-256 of a block costs as much as all else about
/// sending it. Begins anew when it is full.
/// </summary>
internal sealed class ChecksumCache
{
    private const int Capacity = 100_000;

    private readonly ConcurrentDictionary<(Snapshot Snapshot, int Index), BlockDigest> _computed = new();

    public BlockDigest Of(Snapshot snapshot, int index)
    {
        if (snapshot.KnownDigest(index) is { } known || _computed.TryGetValue((snapshot, index), out known))
        {
            return known;
        }

        if (_computed.Count >= Capacity)
        {
            _computed.Clear();
        }

        return _computed[(snapshot, index)] = Compute(snapshot, index);
    }

    private static BlockDigest Compute(Snapshot snapshot, int index)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(Snapshot.BlockSize);
        snapshot.Read(index, block.AsSpan(0, Snapshot.BlockSize));
        BlockDigest digest = BlockDigest.Of(block.AsSpan(0, Snapshot.BlockSize));
        ArrayPool<byte>.Shared.Return(block);
        return digest;
    }
}
