using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Tests.Listing;

public class EmptyPageGuardTests
{
    private const long GiB = 1L << 30;

    private readonly Log _log = new();

    [Theory]
    [InlineData(1, 10_000, 200, 1_000)]
    [InlineData(100, 100, 4_096, 20_480)]
    [InlineData(65_536, 10_000, 26_844, 134_220)]
    [InlineData(null, 10_000, 26_844, 134_220)]
    public void Pages_without_a_block_are_told_of_and_ended(int? volume, int maxResults, int warned, int ended)
    {
        var guard = new EmptyPageGuard(maxResults, _log);
        BlockPage page = Page(volume);

        Repeat(warned - 1, () => guard.Check(page));
        Assert.Empty(_log.Warnings);
        guard.Check(page);
        Assert.Single(_log.Warnings);
        Repeat(ended - warned - 1, () => guard.Check(page));
        EbsChangedBlocksException failure = Assert.Throws<EbsChangedBlocksException>(() => guard.Check(page));

        Assert.Equal(FailureKind.InvalidServiceResponse, failure.Kind);
        Assert.Contains($"{ended} pages in a row without a block", failure.Message);
        Assert.Single(_log.Warnings);
    }

    [Fact]
    public void A_block_begins_the_count_anew()
    {
        var guard = new EmptyPageGuard(10_000, _log);
        for (int round = 0; round < 3; round++)
        {
            Repeat(999, () => guard.Check(Page(1)));
            guard.Check(Page(1) with { Blocks = [new BlockEntry(7, "first", null)] });
        }
    }

    private static void Repeat(int times, Action action)
    {
        for (int i = 0; i < times; i++)
        {
            action();
        }
    }

    private static BlockPage Page(int? volume) => new()
    {
        Pair = new SnapshotPair("snap-a", "snap-b"),
        Blocks = [],
        BlockSize = BlockPage.DefaultBlockSize,
        VolumeSize = volume * GiB,
        NextToken = "token",
    };

    private sealed class Log : IRequestLog
    {
        public List<string> Warnings { get; } = [];

        public void Verbose(string message)
        {
        }

        public void Warning(string message) => Warnings.Add(message);
    }
}
