using LocalEbs.Listing;
using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Support;

/// <summary>Goes through snapshots and pairs as a client or a reader would.</summary>
internal static class Walk
{
    /// <summary>The written indexes, block by block, whatever stretches the snapshot claims.</summary>
    public static int[] Written(Snapshot snapshot) =>
        [.. Enumerable.Range(0, snapshot.BlockCount).Where(index => snapshot.At(index).IsWritten)];

    /// <summary>The indexes that hold different content, block by block.</summary>
    public static int[] Differing(Snapshot first, Snapshot second) =>
        [.. Enumerable.Range(0, second.BlockCount).Where(index => first.At(index).Content != second.At(index).Content)];

    /// <summary>The pages of a listing.</summary>
    public static List<int[]> Pages(SnapshotPair pair, int start, Func<int, int> window)
    {
        var pages = new List<int[]>();
        for (int? next = start; next is { } index;)
        {
            var blocks = new List<ListedBlock>();
            next = ScanWindow.Scan(pair, index, window(index), blocks);
            pages.Add([.. blocks.Select(block => block.Index)]);
        }

        return pages;
    }
}
