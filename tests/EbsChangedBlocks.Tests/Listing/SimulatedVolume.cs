using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Tests.Listing;

/// <summary>
/// A pair of snapshots as the service sees it: the written blocks, those of them that changed, and how long each window
/// is. A window begins at an index and covers a number of written blocks.
/// </summary>
internal sealed class SimulatedVolume(int[] written, HashSet<int> changed, Func<int, int> windowLength) : IPageSource
{
    public static readonly SnapshotPair Pair = new("snap-a", "snap-b");

    public List<PageRequest> Requests { get; } = [];

    public IEnumerable<int> Changed => changed.Order();

    public Task<BlockPage> GetPageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        int start = request.NextToken is null ? request.StartingBlockIndex ?? 0 : int.Parse(request.NextToken);
        int from = Array.BinarySearch(written, start) is >= 0 and int found
            ? found
            : ~Array.BinarySearch(written, start);
        int to = Math.Min(written.Length, from + Math.Clamp(windowLength(start), 1, request.MaxResults));
        return Task.FromResult(new BlockPage
        {
            Pair = request.Pair,
            Blocks =
                [.. written[from..to]
                    .Where(changed.Contains)
                    .Select(index => new BlockEntry(index, "first", "second"))],
            NextToken = to < written.Length ? written[to].ToString() : null,
            BlockSize = 512 * 1024,
            VolumeSize = Math.Max(1L << 30, (written.LastOrDefault() + 1L) * BlockPage.DefaultBlockSize),
        });
    }
}
