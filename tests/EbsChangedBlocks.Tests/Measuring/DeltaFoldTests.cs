using CsCheck;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Tests.Measuring;

public class DeltaFoldTests
{
    private static readonly SnapshotPair Pair = new("snap-a", "snap-b");

    [Fact]
    public void A_size_that_no_volume_has_does_not_grow_the_map_without_end()
    {
        var fold = new DeltaFold();

        fold.Describe(1, long.MaxValue);
        fold.Add(int.MaxValue, ChangeType.Added);

        Assert.Equal(1L << 31, fold.MappedBlocks);
        Assert.Equal(1, fold.Map.Count(DensityMap.Cells - 1));
    }

    [Fact]
    public void Every_figure_is_what_counting_one_by_one_gives() => SimulatedChain.Any.Sample(chain =>
    {
        List<BlockEntry> changes = chain.Changes(1);
        DeltaFold fold = Folded(changes);

        foreach (ChangeType type in Enum.GetValues<ChangeType>())
        {
            Assert.Equal(changes.Count(block => block.ChangeType == type), fold.Count(type));
        }

        Assert.Equal(changes.Count > 0 ? changes[0].Index : null, fold.FirstIndex);
        Assert.Equal(changes.Count > 0 ? changes[^1].Index : null, fold.LastIndex);
        List<int> runs = RunLengths(changes);
        Assert.Equal(runs.Count, fold.ExtentCount);
        Assert.Equal(runs.DefaultIfEmpty().Max(), fold.LargestExtent);
        Assert.Equal(changes.Count, Enumerable.Range(0, DensityMap.Cells).Sum(fold.Map.Count));
    });

    [Fact]
    public void What_deleting_frees_is_what_the_snapshot_alone_holds() => SimulatedChain.Any.Sample(chain =>
    {
        ReclaimableSets[] sets = [.. Enumerable.Range(0, chain.Count).Select(second => Noted(chain.Changes(second)))];

        for (int number = 0; number < chain.Count - 1; number++)
        {
            Assert.Equal(chain.HeldAlone(number), ReclaimableSets.CountBetween(sets[number], sets[number + 1]));
        }
    });

    [Fact]
    public void Requests_retries_and_throttles_add_up()
    {
        var fold = new DeltaFold();
        fold.Add(Page([]) with { Cost = new(Requests: 4, Retries: 3, Throttles: 2) });
        fold.Add(Page([]) with { Cost = new(Requests: 1) });

        Assert.Equal(new(Requests: 5, Retries: 3, Throttles: 2), fold.Cost);
    }

    [Fact]
    public void A_map_of_the_largest_volume_holds_its_last_block()
    {
        var fold = new DeltaFold();
        fold.Add(Page([new BlockEntry(134_217_727, null, "second")]) with { VolumeSize = 1L << 46 });

        Assert.Equal(134_217_728, fold.MappedBlocks);
        Assert.Equal(1, fold.Map.Count(DensityMap.Cells - 1, ChangeType.Added));
    }

    private static ReclaimableSets Noted(List<BlockEntry> blocks)
    {
        var sets = new ReclaimableSets();
        foreach (BlockEntry block in blocks)
        {
            sets.Add(block);
        }

        return sets;
    }

    private static DeltaFold Folded(List<BlockEntry> blocks)
    {
        var fold = new DeltaFold();
        foreach (BlockEntry[] part in blocks.Chunk(7))
        {
            fold.Add(Page(part));
        }

        fold.Complete();
        return fold;
    }

    private static BlockPage Page(BlockEntry[] blocks) =>
        new() { Pair = Pair, Blocks = blocks, BlockSize = BlockPage.DefaultBlockSize };

    private static List<int> RunLengths(List<BlockEntry> blocks)
    {
        var runs = new List<int>();
        for (int at = 0; at < blocks.Count; at++)
        {
            bool joins = at > 0
                && blocks[at - 1].Index + 1 == blocks[at].Index
                && blocks[at - 1].ChangeType == blocks[at].ChangeType;
            if (joins)
            {
                runs[^1]++;
            }
            else
            {
                runs.Add(1);
            }
        }

        return runs;
    }
}
