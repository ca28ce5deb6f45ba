using Amazon.EBS.Internal.Unmarshalling;
using BenchmarkDotNet.Attributes;
using EbsChangedBlocks;
using EbsChangedBlocks.Aws;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Measuring;

namespace Microbenchmarks;

/// <summary>What happens to a full page between the client and the user.</summary>
[MemoryDiagnoser]
public class PageWork
{
    private BlockPage _page = null!;
    private ChangedBlockView _view = null!;
    private BlockPage _tokenless = null!;

    /// <summary>Reads the page once.</summary>
    [GlobalSetup]
    public void Read()
    {
        _view = new ChangedBlockView(PageReader.Read(DensePage.Json, ChangedBlockShape.Instance).Blocks!);
        _page = new BlockPage
        {
            Pair = new SnapshotPair("snap-a", "snap-b"),
            Blocks = Compact(),
            BlockSize = BlockPage.DefaultBlockSize,
        };
        _tokenless = _page with { Blocks = Tokenless() };
    }

    /// <summary>Are all tokens such as the service makes?</summary>
    [Benchmark(OperationsPerInvoke = DensePage.Blocks)]
    public bool CheckTokens()
    {
        bool areTokens = true;
        for (int at = 0; at < _view.Count; at++)
        {
            BlockEntry block = _view[at];
            areTokens &= block.FirstToken.IsWellFormed && block.SecondToken.IsWellFormed;
        }

        return areTokens;
    }

    /// <summary>For who holds many pages.</summary>
    [Benchmark(OperationsPerInvoke = DensePage.Blocks)]
    public object KeepTokens() => Compact();

    /// <summary>Can the page belong to the listing?</summary>
    [Benchmark(OperationsPerInvoke = DensePage.Blocks)]
    public int CheckOrder()
    {
        var guard = new PageOrderGuard(0);
        guard.Check(_page);
        return guard.Next;
    }

    /// <summary>For who wants no tokens.</summary>
    [Benchmark(OperationsPerInvoke = DensePage.Blocks)]
    public object DropTokens() => Tokenless();

    /// <summary>Measure-EbsSnapshotDelta.</summary>
    [Benchmark(OperationsPerInvoke = DensePage.Blocks)]
    public long Fold()
    {
        var fold = new DeltaFold();
        fold.Add(_tokenless);
        return fold.ExtentCount;
    }

    /// <summary>The objects of Get-EbsChangedBlock, without the engine that takes them.</summary>
    [Benchmark(OperationsPerInvoke = DensePage.Blocks)]
    public object? MakeObjects()
    {
        object? last = null;
        PageFacts facts = _page.ToFacts();
        for (int at = 0; at < _page.Blocks.Count; at++)
        {
            last = new ChangedBlock(facts, _page.Blocks[at]);
        }

        return last;
    }

    private CompactBlocks Compact()
    {
        var compact = new CompactBlocks(_view.Count);
        for (int at = 0; at < _view.Count; at++)
        {
            compact.TryAdd(_view[at]);
        }

        return compact;
    }

    private TokenlessBlocks Tokenless()
    {
        var tokenless = new TokenlessBlocks(_view.Count);
        for (int at = 0; at < _view.Count; at++)
        {
            tokenless.Add(_view[at]);
        }

        return tokenless;
    }
}
