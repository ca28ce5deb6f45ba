using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Measuring;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks;

/// <summary>Turns figures into what users hold.</summary>
internal static class DeltaOutput
{
    public static SnapshotDelta ToDelta(
        this DeltaFold fold,
        SnapshotInfo? first,
        SnapshotInfo? second,
        TimeSpan elapsed,
        long? reclaimableBlocks,
        Prices prices,
        int mapWidth)
    {
        long added = fold.Count(ChangeType.Added);
        long modified = fold.Count(ChangeType.Modified);
        long removed = fold.Count(ChangeType.Removed);
        long changed = added + modified + removed;
        long size = fold.BlockSize;
        return new SnapshotDelta
        {
            FirstSnapshotId = first?.Id,
            SecondSnapshotId = second?.Id,
            VolumeId = second?.VolumeId,
            FirstStartTime = first?.StartTime,
            SecondStartTime = second?.StartTime,
            VolumeSize = fold.VolumeSize,
            BlockSize = fold.BlockSize,
            AddedCount = added,
            ModifiedCount = modified,
            RemovedCount = removed,
            ChangedCount = changed,
            AddedBytes = added * size,
            ModifiedBytes = modified * size,
            RemovedBytes = removed * size,
            ChangedBytes = changed * size,
            LogicalBytes = (added + modified) * size,
            PercentChanged = fold.MappedBytes is long mapped ? 100.0 * changed * size / mapped : null,
            ReclaimableBytes = reclaimableBlocks * size,
            ExtentCount = fold.ExtentCount,
            LargestExtentBytes = fold.LargestExtent * size,
            FirstChangedOffset = fold.FirstIndex * size,
            LastChangedOffset = fold.LastIndex * size,
            DensityMap = MapDigits.Write(fold.Map, fold.MappedBlocks, mapWidth),
            RequestCount = fold.Cost.Requests,
            RetryCount = fold.Cost.Retries,
            ThrottleCount = fold.Cost.Throttles,
            ElapsedSeconds = elapsed.TotalSeconds,
            EstimatedListingPrice = prices.Listing(fold.Cost.Requests),
            EstimatedReadPrice = prices.Reading(added + modified),
        };
    }

    public static ChangedExtent ToOutput(this Extent extent, SnapshotPair pair, int blockSize) => new()
    {
        Offset = (long)extent.Start * blockSize,
        Length = (long)extent.Count * blockSize,
        BlockCount = extent.Count,
        ChangeType = extent.Type,
        FirstSnapshotId = pair.First,
        SecondSnapshotId = pair.Second,
    };
}
