using CsCheck;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Tests.Measuring;

public class ExtentFolderTests
{
    [Fact]
    public void Extents_hold_the_same_blocks_ascend_and_never_touch_one_of_their_kind() =>
        Gen.Select(SimulatedChain.Any, Gen.Bool).Sample((chain, ignoreChangeType) =>
        {
            List<BlockEntry> changes = chain.Changes(1);
            List<Extent> extents = Fold(changes, ignoreChangeType);

            Assert.Equal(
                changes.Select(block => block.Index),
                extents.SelectMany(extent => Enumerable.Range(extent.Start, extent.Count)));
            Assert.Equal(
                changes.Select(block => ignoreChangeType ? (ChangeType?)null : block.ChangeType),
                extents.SelectMany(extent => Enumerable.Repeat(extent.Type, extent.Count)));
            Assert.DoesNotContain(
                extents.Zip(extents.Skip(1)),
                next => next.First.End == next.Second.Start && next.First.Type == next.Second.Type);
        });

    private static List<Extent> Fold(List<BlockEntry> blocks, bool ignoreChangeType)
    {
        var folder = new ExtentFolder(ignoreChangeType);
        IEnumerable<Extent?> extents =
            [.. blocks.Select(block => folder.Add(block.Index, block.ChangeType)), folder.Complete()];
        return [.. extents.OfType<Extent>()];
    }
}
