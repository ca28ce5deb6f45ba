namespace LocalEbs.Listing;

/// <summary>
/// The service's page: a window over the blocks that are written in either snapshot, in index order. What is unwritten
/// takes no room in it, what is unchanged does and yields no entry
/// (https://docs.aws.amazon.com/ebs/latest/userguide/readsnapshots.html).
/// </summary>
internal static class ScanWindow
{
    /// <summary>Scans at most <paramref name="size"/> written blocks.</summary>
    /// <param name="pair">What to scan.</param>
    /// <param name="start">The index to begin at.</param>
    /// <param name="size">The written blocks to look at, 1 or more.</param>
    /// <param name="entries">Takes the blocks that differ.</param>
    /// <returns>The index of the next written block, or null where none is left.</returns>
    public static int? Scan(SnapshotPair pair, int start, int size, List<ListedBlock> entries)
    {
        int index = start;
        while (index < pair.BlockCount)
        {
            (BlockState state, int end) = pair.At(index);
            if (state == BlockState.Unwritten)
            {
                index = end;
                continue;
            }

            if (size == 0)
            {
                return index;
            }

            int stop = index + Math.Min(end - index, size);
            size -= stop - index;
            for (; index < stop && state != BlockState.Unchanged; index++)
            {
                entries.Add(new ListedBlock(index, state));
            }

            index = stop;
        }

        return null;
    }
}
