using CsCheck;

namespace Amazon.EBS.Tests.Support;

/// <summary>Pages of any content that the API can give, and somewhat more.</summary>
internal static class RandomPages
{
    private static readonly Gen<string?> Token =
        Gen.Char["ABCXYZabcxyz0189+/=\"\\\u00e9\ud7ff\t"].Array[0, 80].Select(chars => new string(chars)).Null();

    private static readonly Gen<ChangedBlock> Block = Gen.Select(
        Gen.OneOf(Gen.Int[0, 10], Gen.Int[0, int.MaxValue]), Token, Token, (index, first, second) => new ChangedBlock
        {
            BlockIndex = index,
            FirstBlockToken = first,
            SecondBlockToken = second,
        });

    private static readonly Gen<DateTime?> Time =
        Gen.Long[0, 4_102_444_800_000].Select(ms => DateTime.UnixEpoch.AddMilliseconds(ms)).Nullable();

    internal static Gen<ListChangedBlocksResponse> Page { get; } = Gen.Select(
        Block.List[0, 30].Null(), Gen.Int[1, int.MaxValue], Time, Token, Gen.Long[1, long.MaxValue],
        (blocks, blockSize, time, token, volumeSize) => new ListChangedBlocksResponse
        {
            ChangedBlocks = blocks,
            BlockSize = blockSize,
            ExpiryTime = time,
            NextToken = token,
            VolumeSize = volumeSize,
        });

    internal static bool AreEqual(ListChangedBlocksResponse a, ListChangedBlocksResponse b) =>
        (a.BlockSize, a.ExpiryTime, a.NextToken, a.VolumeSize) == (b.BlockSize, b.ExpiryTime, b.NextToken, b.VolumeSize)
        && (a.ChangedBlocks is null) == (b.ChangedBlocks is null)
        && Members(a).SequenceEqual(Members(b));

    private static IEnumerable<(int?, string?, string?)> Members(ListChangedBlocksResponse page) =>
        page.ChangedBlocks?.Select(block => (block.BlockIndex, block.FirstBlockToken, block.SecondBlockToken)) ?? [];
}
