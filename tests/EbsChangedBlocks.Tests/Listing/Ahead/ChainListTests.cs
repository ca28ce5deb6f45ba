using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Listing.Ahead;

namespace EbsChangedBlocks.Tests.Listing.Ahead;

/// <summary>Chains that meet, overlap, fail and end, page by page.</summary>
public class ChainListTests
{
    private const string More = "more";

    private int _tokens;
    private readonly ChainList _chains = new(0, 1_000);
    private readonly List<string> _told = [];

    public ChainListTests() => Send(_chains.Head);

    [Fact]
    public void A_chain_waits_for_those_before_it()
    {
        Chain far = Probe(50);
        Answer(far, More, 51, 52);

        Assert.Empty(Delivered());
        Assert.Equal(2, _chains.HeldBlocks);
    }

    [Theory]
    [InlineData(49, new[] { 3, 49, 50, 60 })]
    [InlineData(50, new[] { 3, 50, 60 })]
    [InlineData(48, new[] { 3, 48 })]
    public void The_next_chain_takes_over_when_all_before_its_start_is_listed(int last, int[] delivered)
    {
        Chain far = Probe(50);
        Answer(far, More, 50, 60);
        Answer(_chains.Head, More, 3, last);

        Assert.Equal(last >= 49, _chains.Head == far);
        Assert.Equal(delivered, Delivered());
    }

    [Fact]
    public void A_chain_that_has_no_answer_yet_takes_over_where_it_begins_right_behind()
    {
        Chain far = Probe(50);
        Answer(_chains.Head, More, 49);

        Assert.Same(far, _chains.Head);
        Answer(far, More);
        Assert.Same(far, _chains.Head);
    }

    [Fact]
    public void Of_many_starts_in_one_unwritten_stretch_one_goes_on()
    {
        Chain[] probes = [.. Enumerable.Range(2, 8).Select(start => Probe(start * 10))];
        foreach (Chain probe in probes)
        {
            Answer(probe, More, 500, 510);
        }

        Assert.All(probes[1..^1], probe => Assert.Equal(ChainState.Removed, probe.State));
        Assert.True(probes[0].HandsOverTo(probes[^1]));
        Answer(_chains.Head, More, 500, 505);
        Assert.Equal([500, 505, 510], Delivered());
    }

    [Theory]
    [InlineData(new int[0], false, new[] { 40, 60 })]
    [InlineData(new[] { 55 }, false, new[] { 40, 60 })]
    [InlineData(new[] { 55, 60 }, true, new[] { 40, 60 })]
    [InlineData(new[] { 55, 60, 70 }, true, new[] { 40, 60, 70 })]
    public void A_chain_that_was_overtaken_in_flight_goes_on_if_it_is_as_far(int[] answer, bool goesOn, int[] delivered)
    {
        Chain far = Probe(50);
        Answer(_chains.Head, More, 40, 60);
        Assert.NotEqual(ChainState.Removed, far.State);

        Answer(far, More, answer);

        Assert.Equal(goesOn, _chains.Head == far);
        Assert.Equal(!goesOn, far.State == ChainState.Removed);
        Assert.Equal(delivered, Delivered());
    }

    [Fact]
    public void A_first_page_without_a_block_proves_nothing()
    {
        Chain anchored = Probe(80);
        Answer(anchored, More, 85);
        Chain failed = Probe(50);
        Answer(failed, More);

        Assert.Equal(ChainState.Removed, failed.State);
        Assert.NotEqual(ChainState.Removed, anchored.State);
        Assert.Equal(["80 answered", "50 answered", "50 failed"], _told);
    }

    [Fact]
    public void The_answer_for_a_chain_that_is_gone_is_only_counted()
    {
        Chain near = Probe(50);
        Chain far = Probe(55);
        Answer(far, More, 60);
        Answer(_chains.Head, More, 40, 58);
        Assert.Equal(ChainState.Removed, near.State);

        Answer(near, More, 52, 99);

        Assert.Equal([40, 58, 60], Delivered());
        Assert.Equal("in vain", _told[^1]);
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 7 })]
    public void The_list_ends_where_the_head_has_no_token(int[] last)
    {
        Chain far = Probe(50);
        Answer(_chains.Head, null, last);

        Assert.True(_chains.IsComplete);
        Assert.Equal(ChainState.Removed, far.State);
        Assert.Equal(last, Delivered());
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 57 })]
    public void Nothing_is_behind_a_chain_without_a_token(int[] last)
    {
        Chain behind = Probe(80);
        Answer(behind, More, 85);
        Chain far = Probe(50);
        Answer(far, null, last);

        Assert.Equal(ChainState.Removed, behind.State);
        Assert.False(_chains.IsComplete);
        Answer(_chains.Head, More, 49);
        Assert.True(_chains.IsComplete);
        Assert.Equal([49, .. last], Delivered());
    }

    [Fact]
    public void A_refused_token_is_replaced_by_the_index_behind_the_last_block()
    {
        Answer(_chains.Head, More, 12);
        Answer(_chains.Head, More);
        Send(_chains.Head);
        _chains.Fail(_chains.Head, new EbsChangedBlocksException(FailureKind.PageTokenInvalid, "Too old."));

        PageRequest request = Send(_chains.Head);

        Assert.Equal((13, null), (request.StartingBlockIndex, request.NextToken));
        Assert.Equal(0, _chains.Head.EmptyPages);
    }

    [Theory]
    [InlineData(50, new[] { 49 })]
    [InlineData(50, new[] { 60, 55 })]
    [InlineData(50, new[] { 60, 60 })]
    public void A_page_that_cannot_be_right_is_refused_wherever_it_is(int start, int[] indexes)
    {
        Chain far = Probe(start);

        EbsChangedBlocksException refused = Assert.Throws<EbsChangedBlocksException>(() => Answer(far, More, indexes));

        Assert.Equal(FailureKind.InvalidServiceResponse, refused.Kind);
    }

    [Fact]
    public void A_block_size_that_changes_from_chain_to_chain_is_refused()
    {
        Answer(_chains.Head, More, 12);
        Chain far = Probe(50);

        Assert.Throws<EbsChangedBlocksException>(() => _chains.Accept(far, Page(More, 55) with { BlockSize = 4096 }));
    }

    private Chain Probe(int start)
    {
        int left = 0;
        while (left + 1 < _chains.Count && _chains[left + 1].Start < start)
        {
            left++;
        }

        Chain probe = _chains.Begin(_chains[left], start).Probe;
        Send(probe);
        return probe;
    }

    private static PageRequest Send(Chain chain) => chain.Ask(SimulatedVolume.Pair, 10);

    private void Answer(Chain chain, string? token, params int[] indexes) =>
        _told.AddRange(_chains.Accept(chain, Page(token, indexes)).Select(Describe));

    private static string Describe(ChainEvent happened) => happened switch
    {
        ChainEvent.Answered answer => $"{answer.Chain.Start} answered",
        ChainEvent.AnsweredInVain => "in vain",
        ChainEvent.ProbeFailed failed => $"{failed.Probe.Start} failed",
        ChainEvent.Joined joined => $"{joined.Left.Start} joined {joined.Right.Start}",
        ChainEvent.Overtaken overtaken => $"{overtaken.Chain.Start} overtaken",
        _ => throw new ArgumentException($"{happened}"),
    };

    /// <summary>No two pages have the same token.</summary>
    private BlockPage Page(string? token, params int[] indexes) => new()
    {
        Pair = SimulatedVolume.Pair,
        Blocks = [.. indexes.Select(index => new BlockEntry(index, "first", "second"))],
        NextToken = token is null ? null : $"{token}{_tokens++}",
        BlockSize = BlockPage.DefaultBlockSize,
    };

    private List<int> Delivered()
    {
        List<int> delivered = [];
        while (_chains.Delivery.TryTake(out BlockPage? page))
        {
            delivered.AddRange(page.Blocks.Select(block => block.Index));
        }

        return delivered;
    }
}
