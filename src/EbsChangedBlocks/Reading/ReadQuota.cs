using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Reading;

/// <summary>The quota of requests for blocks' data.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-resource-quotas.html</remarks>
internal static class ReadQuota
{
    /// <summary>
    /// Blocks per second unless told otherwise: four fifths of the 1,000 that there are of a snapshot, so that others
    /// find room.
    /// </summary>
    public const double DefaultBlocksPerSecond = 800;

    public static RequestQuota Quota { get; } = new(
        "All requests for blocks share 1,000 a second of a snapshot (quota L-028ACFB9, which cannot be raised) and "
        + "1,000 of an account in a Region (L-C125AE42, which can); another client, such as a backup, may be using "
        + "them.");
}
