namespace EbsChangedBlocks.Listing;

/// <summary>An answer that contradicts itself or others.</summary>
internal static class Contradiction
{
    public static EbsChangedBlocksException Of(SnapshotPair pair, string contradiction, string? requestId) =>
        new(FailureKind.InvalidServiceResponse, $"The service's answer for {pair} cannot be right: {contradiction}.")
        {
            RequestId = requestId,
        };
}
