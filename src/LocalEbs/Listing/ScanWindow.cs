using LocalEbs.Snapshots;

namespace LocalEbs.Listing;

/// <summary>A block that a page lists.</summary>
internal readonly record struct ListedBlock(int Index, bool InFirst, bool InSecond);

/// <summary>
/// The window of one page: so many written blocks from an index on are looked at, and those that differ are listed. What is not written costs
/// nothing; a window may hold no difference at all.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/userguide/readsnapshots.html</remarks>
internal sealed record ScanWindow(IReadOnlyList<ListedBlock> Blocks, int? Next)
{
    public static ScanWindow Scan(SnapshotComparison comparison, int start, int length)
    {
        var blocks = new List<ListedBlock>();
        int next = comparison.NextWritten(start);
        for (int scanned = 0; scanned < length && next != int.MaxValue; scanned++)
        {
            (bool inFirst, bool inSecond, bool differs) = comparison.At(next);
            if (differs)
                blocks.Add(new ListedBlock(next, inFirst, inSecond));

            next = comparison.NextWritten(next + 1);
        }

        return new ScanWindow(blocks, next == int.MaxValue ? null : next);
    }
}
