namespace EbsChangedBlocks.Commands;

/// <summary>What was piped in to be saved: a snapshot, or a pair of which the second is meant.</summary>
internal static class ImageInput
{
    /// <param name="input">What was piped in.</param>
    /// <param name="first">What the call says that images hold before.</param>
    /// <returns>Null where it is changed blocks: see <see cref="Refusal"/>.</returns>
    public static (string? First, string Second)? Pair(PipedInput input, string? first) => input switch
    {
        PipedInput.Snapshot snapshot => (first, snapshot.Value.Id),
        PipedInput.Pair pair => (pair.Value.First ?? first, pair.Value.Second),
        _ => null,
    };

    /// <summary>Why changed blocks are refused, with the pair to give instead.</summary>
    public static EbsChangedBlocksException Refusal(PipedInput blocks) => blocks switch
    {
        PipedInput.Block block => Blocks(block.Value.FirstSnapshotId, block.Value.SecondSnapshotId),
        PipedInput.Extent extent => Blocks(extent.Value.FirstSnapshotId, extent.Value.SecondSnapshotId),
        PipedInput.Page page => Blocks(page.Value.FirstSnapshotId, page.Value.SecondSnapshotId),
        _ => Blocks(null, null),
    };

    /// <summary>
    /// A stream of blocks cannot prove that it is complete, and an image that is changed in part holds neither snapshot.
    /// </summary>
    private static EbsChangedBlocksException Blocks(string? first, string? second) => new(
        FailureKind.InputUnrecognized,
        "Blocks that are piped in may not be all that changed, and an image that is changed in part holds no snapshot.")
    {
        Remedy = second is null
            ? "Give the snapshot that the image is to hold, instead of its blocks."
            : $"Give the pair instead: Save-EbsSnapshotImage {(first is null ? "" : $"-FirstSnapshotId {first} ")}"
                + $"-SnapshotId {second} -Path …",
    };
}
