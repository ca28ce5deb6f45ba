using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Tests.Reading.Simulation;

/// <summary>A snapshot of small blocks.</summary>
/// <param name="BlockCount">Of its volume.</param>
/// <param name="Blocks">Those that were written.</param>
internal sealed record SimulatedSnapshot(int BlockCount, IReadOnlyDictionary<int, byte[]> Blocks)
{
    public const int BlockSize = 4096;

    public long Length => (long)BlockCount * BlockSize;

    /// <summary>What an image of it is.</summary>
    public byte[] Image
    {
        get
        {
            byte[] image = new byte[Length];
            foreach ((int index, byte[] data) in Blocks)
            {
                data.CopyTo(image, index * BlockSize);
            }

            return image;
        }
    }

    /// <summary>A block that holds nothing but a number.</summary>
    public static byte[] Filled(int number)
    {
        byte[] block = new byte[BlockSize];
        Array.Fill(block, (byte)number);
        return block;
    }
}

/// <summary>A service with such snapshots: the lists, the pages and the blocks of them.</summary>
internal sealed class SimulatedSnapshots(IReadOnlyDictionary<string, SimulatedSnapshot> snapshots)
    : IPageSource, IBlockSource
{
    public List<BlockRequest> Read { get; } = [];

    /// <summary>In blocks.</summary>
    public int PageLength { get; init; } = 3;

    public SimulatedSnapshot this[string id] => snapshots[id];

    public List<BlockEntry> Changes(SnapshotPair pair, int start = 0)
    {
        IReadOnlyDictionary<int, byte[]> second = snapshots[pair.Second].Blocks;
        IReadOnlyDictionary<int, byte[]> first =
            pair.First is null ? new Dictionary<int, byte[]>() : snapshots[pair.First].Blocks;
        return [.. first.Keys.Union(second.Keys).Order()
            .Where(index => index >= start
                && !(first.TryGetValue(index, out byte[]? before)
                    && second.TryGetValue(index, out byte[]? after)
                    && before.AsSpan().SequenceEqual(after)))
            .Select(index => new BlockEntry(
                index,
                first.ContainsKey(index) ? $"{pair.First}/{index}" : null,
                second.ContainsKey(index) ? $"{pair.Second}/{index}" : null))];
    }

    public async IAsyncEnumerable<BlockPage> ListAsync(
        ListingRequest wanted, int parallelism, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (BlockEntry[] blocks in Changes(wanted.Pair, wanted.StartingBlockIndex).Chunk(PageLength).Append([]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Page(wanted.Pair, blocks) with { Cost = new RequestCost(1) };
        }
    }

    public Task<BlockPage> GetPageAsync(PageRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Page(request.Pair, Changes(request.Pair, request.StartingBlockIndex ?? 0)));

    public Task<BlockAnswer> GetBlockAsync(BlockRequest request, Memory<byte> buffer, RequestTry attempt)
    {
        lock (Read)
        {
            Read.Add(request);
        }

        byte[] data = snapshots[request.SnapshotId].Blocks[request.Index];
        Assert.Equal($"{request.SnapshotId}/{request.Index}", request.Token);
        data.CopyTo(buffer);
        return Task.FromResult(Answer(data));
    }

    public static BlockAnswer Answer(byte[] data) =>
        new(data.Length, data.Length, Convert.ToBase64String(SHA256.HashData(data)), "SHA256", "request");

    private BlockPage Page(SnapshotPair pair, IReadOnlyList<BlockEntry> blocks) => new()
    {
        Pair = pair,
        Blocks = blocks,
        BlockSize = SimulatedSnapshot.BlockSize,
        VolumeSize = snapshots[pair.Second].Length,
    };
}
