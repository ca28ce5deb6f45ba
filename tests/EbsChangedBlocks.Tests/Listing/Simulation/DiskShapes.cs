namespace EbsChangedBlocks.Tests.Listing.Simulation;

/// <summary>
/// Disks as they occur, by the share of written blocks, the share of those that changed, and how both cluster.
/// </summary>
internal static class DiskShapes
{
    /// <summary>Blocks in 64 TiB, the largest volume.</summary>
    public const int LargestVolume = 1 << 27;

    public static SimulatedDisk Make(int blockCount, Func<int, bool> isWritten, Func<int, bool> isChanged)
    {
        var disk = new SimulatedDisk(blockCount);
        for (int index = 0; index < blockCount; index++)
        {
            if (isWritten(index))
            {
                disk.Write(index, isChanged(index));
            }
        }

        return disk;
    }

    public static SimulatedDisk Scattered(int blockCount, double share, int seed)
    {
        var random = new Random(seed);
        return Make(blockCount, _ => true, _ => random.NextDouble() < share);
    }

    /// <summary>Changes in so many runs of one length, each within its own part of the volume.</summary>
    public static SimulatedDisk Clustered(int blockCount, double share, int runs, int seed)
    {
        var random = new Random(seed);
        int part = blockCount / runs;
        int length = (int)(part * share);
        int[] starts = [.. Enumerable.Range(0, runs).Select(run => (run * part) + random.Next(part - length))];
        return Make(
            blockCount,
            _ => true,
            index => index - starts[Math.Min(index / part, runs - 1)] is >= 0 and int into && into < length);
    }

    /// <summary>Parts of random lengths, each with its own shares.</summary>
    public static SimulatedDisk Ragged(int blockCount, int seed, int pageSize)
    {
        var random = new Random(seed);
        double[] shares = [0, 0, 0.001, 0.02, 0.3, 1, 1];
        var disk = new SimulatedDisk(blockCount);
        for (int index = 0; index < blockCount;)
        {
            int end = (int)Math.Min(
                blockCount, index + 1 + (long)(pageSize * Math.Pow(10, (2.5 * random.NextDouble()) - 0.5)));
            double written = shares[random.Next(shares.Length)];
            double changed = shares[random.Next(shares.Length)];
            for (; index < end; index++)
            {
                if (random.NextDouble() < written)
                {
                    disk.Write(index, random.NextDouble() < changed);
                }
            }
        }

        return disk;
    }

    /// <summary>Three fifths written; a few hot areas with much change, elsewhere next to none.</summary>
    public static SimulatedDisk Mixed(int blockCount, int pageSize, int seed)
    {
        var random = new Random(seed);
        var disk = new SimulatedDisk(blockCount);
        for (int index = 0; index < blockCount;)
        {
            int end = (int)Math.Min(blockCount, index + (long)(pageSize * (0.5 + (19.5 * random.NextDouble()))));
            bool isWritten = random.NextDouble() < 0.6;
            double changed = random.NextDouble() < 0.15 ? 0.3 : 0.0002;
            for (; index < end; index++)
            {
                if (isWritten)
                {
                    disk.Write(index, random.NextDouble() < changed);
                }
            }
        }

        return disk;
    }
}
