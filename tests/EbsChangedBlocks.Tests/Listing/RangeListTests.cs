using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Listing.Speculation;
using EbsChangedBlocks.Tests.Listing.Simulation;

namespace EbsChangedBlocks.Tests.Listing;

/// <summary>Ranges that meet, overlap, fail and end, page by page.</summary>
public class RangeListTests
{
    private const string More = "more";

    private int _tokens;
    private readonly RecordingPolicy _policy = new();
    private readonly DeliveryQueue _delivery = new();
    private readonly RangeList _ranges;

    public RangeListTests()
    {
        _ranges = new RangeList(0, 1_000, 10, _policy, _delivery);
        Send(_ranges.Head);
    }

    [Fact]
    public void A_range_waits_for_those_before_it()
    {
        ListedRange far = Probe(50);
        Answer(far, More, 51, 52);

        Assert.Empty(Delivered());
        Assert.Equal(2, _ranges.HeldBlocks);
    }

    [Theory]
    [InlineData(49, new[] { 3, 49, 50, 60 })]
    [InlineData(50, new[] { 3, 50, 60 })]
    [InlineData(48, new[] { 3, 48 })]
    public void The_next_range_takes_over_when_all_before_its_start_is_listed(int last, int[] delivered)
    {
        ListedRange far = Probe(50);
        Answer(far, More, 50, 60);
        Answer(_ranges.Head, More, 3, last);

        Assert.Equal(last >= 49, _ranges.Head == far);
        Assert.Equal(delivered, Delivered());
    }

    [Fact]
    public void A_range_that_has_no_answer_yet_takes_over_where_it_begins_right_behind()
    {
        ListedRange far = Probe(50);
        Answer(_ranges.Head, More, 49);

        Assert.Same(far, _ranges.Head);
        Answer(far, More);
        Assert.Same(far, _ranges.Head);
    }

    [Fact]
    public void Of_many_starts_in_one_unwritten_stretch_one_goes_on()
    {
        ListedRange[] probes = [.. Enumerable.Range(2, 8).Select(start => Probe(start * 10))];
        foreach (ListedRange probe in probes)
            Answer(probe, More, 500, 510);

        Assert.All(probes[1..^1], probe => Assert.True(probe.IsRemoved));
        Assert.True(probes[0].IsContinuedBy(probes[^1]));
        Answer(_ranges.Head, More, 500, 505);
        Assert.Equal([500, 505, 510], Delivered());
    }

    [Theory]
    [InlineData(new int[0], false, new[] { 40, 60 })]
    [InlineData(new[] { 55 }, false, new[] { 40, 60 })]
    [InlineData(new[] { 55, 60 }, true, new[] { 40, 60 })]
    [InlineData(new[] { 55, 60, 70 }, true, new[] { 40, 60, 70 })]
    public void A_range_that_was_overtaken_in_flight_goes_on_if_it_is_as_far(int[] answer, bool goesOn, int[] delivered)
    {
        ListedRange far = Probe(50);
        Answer(_ranges.Head, More, 40, 60);
        Assert.False(far.IsRemoved);

        Answer(far, More, answer);

        Assert.Equal(goesOn, _ranges.Head == far);
        Assert.Equal(!goesOn, far.IsRemoved);
        Assert.Equal(delivered, Delivered());
    }

    [Fact]
    public void A_first_page_without_a_block_proves_nothing()
    {
        ListedRange anchored = Probe(80);
        Answer(anchored, More, 85);
        ListedRange failed = Probe(50);
        Answer(failed, More);

        Assert.True(failed.IsRemoved);
        Assert.False(anchored.IsRemoved);
        Assert.Equal(["50 failed"], _policy.Told);
    }

    [Fact]
    public void The_answer_for_a_range_that_is_gone_is_only_counted()
    {
        ListedRange near = Probe(50);
        ListedRange far = Probe(55);
        Answer(far, More, 60);
        Answer(_ranges.Head, More, 40, 58);
        Assert.True(near.IsRemoved);

        Answer(near, More, 52, 99);

        Assert.Equal([40, 58, 60], Delivered());
        Assert.Equal("in vain", _policy.Told[^1]);
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 7 })]
    public void The_list_ends_where_the_head_has_no_token(int[] last)
    {
        ListedRange far = Probe(50);
        Answer(_ranges.Head, null, last);

        Assert.True(_ranges.IsComplete);
        Assert.True(far.IsRemoved);
        Assert.Equal(last, Delivered());
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 57 })]
    public void Nothing_is_behind_a_range_without_a_token(int[] last)
    {
        ListedRange behind = Probe(80);
        Answer(behind, More, 85);
        ListedRange far = Probe(50);
        Answer(far, null, last);

        Assert.True(behind.IsRemoved);
        Assert.False(_ranges.IsComplete);
        Answer(_ranges.Head, More, 49);
        Assert.True(_ranges.IsComplete);
        Assert.Equal([49, .. last], Delivered());
    }

    [Fact]
    public void A_refused_token_is_replaced_by_the_index_behind_the_last_block()
    {
        Answer(_ranges.Head, More, 12);
        Answer(_ranges.Head, More);
        Send(_ranges.Head);
        _ranges.Fail(_ranges.Head, new ListingException(ListingFailure.PageTokenInvalid, "Too old."));

        PageRequest request = Send(_ranges.Head);

        Assert.Equal((13, null), (request.StartingBlockIndex, request.NextToken));
        Assert.Equal(0, _ranges.Head.EmptyPages);
    }

    [Theory]
    [InlineData(50, new[] { 49 })]
    [InlineData(50, new[] { 60, 55 })]
    [InlineData(50, new[] { 60, 60 })]
    public void A_page_that_cannot_be_right_is_refused_wherever_it_is(int start, int[] indexes)
    {
        ListedRange far = Probe(start);

        ListingException refused = Assert.Throws<ListingException>(() => Answer(far, More, indexes));

        Assert.Equal(ListingFailure.InvalidServiceResponse, refused.Failure);
    }

    [Fact]
    public void A_block_size_that_changes_from_range_to_range_is_refused()
    {
        Answer(_ranges.Head, More, 12);
        ListedRange far = Probe(50);

        Assert.Throws<ListingException>(() => _ranges.Accept(far, Page(More, 55) with { BlockSize = 4096 }));
    }

    private ListedRange Probe(int start)
    {
        int left = 0;
        while (left + 1 < _ranges.Count && _ranges[left + 1].Start < start)
            left++;

        ListedRange range = _ranges.Insert(new(_ranges[left], start));
        Send(range);
        return range;
    }

    private static PageRequest Send(ListedRange range) => range.Ask(SimulatedVolume.Pair, 10);

    private void Answer(ListedRange range, string? token, params int[] indexes) => _ranges.Accept(range, Page(token, indexes));

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
        while (_delivery.TryTake(out BlockPage? page))
            delivered.AddRange(page.Blocks.Select(block => block.Index));

        return delivered;
    }
}
