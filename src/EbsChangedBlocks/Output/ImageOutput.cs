using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks;

/// <summary>Turns what became of an image into what users hold.</summary>
internal static class ImageOutput
{
    public static SavedImage ToOutput(
        this ImageResult result, ImageRequest wanted, ReadingCost cost, Prices prices, TimeSpan elapsed)
    {
        SavePlan plan = result.Plan;
        return new()
        {
            Path = wanted.Path,
            FirstSnapshotId = plan.First,
            SnapshotId = wanted.SnapshotId,
            Outcome = plan.Outcome,
            Basis = plan.Basis,
            VolumeSize = result.Head.VolumeSize,
            BlockSize = result.Head.BlockSize,
            ReadCount = result.Filled.ReadCount,
            WrittenBytes = result.Filled.WrittenBytes,
            ZeroedBytes = result.Filled.ZeroedBytes,
            ResumedFromBlock = plan.Outcome == SaveOutcome.Resumed ? plan.Watermark : null,
            RequestCount = cost.Requests.Requests,
            RetryCount = cost.Requests.Retries,
            ThrottleCount = cost.Requests.Throttles,
            ElapsedSeconds = elapsed.TotalSeconds,
            EstimatedPrice = cost.Price(prices),
        };
    }
}
