namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>
/// Makes one complete, ascending and unique list of chains that began at different places and overlap as it happens. The first range, the
/// head, is delivered; the next becomes the head only when the head has come up to its start. Without time, without I/O, and right under
/// any policy.
/// </summary>
internal sealed class RangeList(int start, long end, int pageSize, ILookAheadPolicy policy, DeliveryQueue delivery)
{
    private readonly List<ListedRange> _ranges = [new(start, null, new WindowEstimate(pageSize)) { IsAnchored = true }];
    private readonly Watermark _watermark = new(start);
    private BlockPage? _first;

    public ListedRange Head => _ranges[0];

    public int Count => _ranges.Count;

    public ListedRange this[int index] => _ranges[index];

    /// <summary>
    /// Where the listing ends, exclusive: an estimate, and 0 while it is unknown. Only the choice of starts may rest on it.
    /// </summary>
    public long EndHint { get; private set; }

    /// <summary>The first index that has not been delivered.</summary>
    public int Next => _watermark.Next;

    /// <summary>Blocks that wait for the ranges before them.</summary>
    public int HeldBlocks { get; private set; }

    public bool IsComplete => Head.IsDone;

    public ListedRange Insert(LookAhead place)
    {
        int index = _ranges.IndexOf(place.Range) + 1;
        int first = place.Start!.Value;
        if (index == 0 || first <= place.Range.Start || (index < Count && first >= _ranges[index].Start))
            throw new InvalidOperationException($"A range at {first} would be out of order.");

        var range = new ListedRange(first, _first, place.Range.Windows.Copy());
        _ranges.Insert(index, range);
        return range;
    }

    /// <exception cref="ListingException">The page cannot be right.</exception>
    public void Accept(ListedRange range, BlockPage page)
    {
        if (range.IsRemoved)
        {
            policy.AnsweredInVain();
            delivery.Discard(page);
            return;
        }

        _first ??= page with { Blocks = [] };
        EndHint = page.VolumeSize is long size && page.BlockSize > 0 ? Math.Min(end, size / page.BlockSize) : EndHint;
        policy.Answered(this, range, page);
        HeldBlocks += range.Take(page, end);
        if (page.Blocks.Count == 0)
            Note(range, page);

        RemoveIfFailed(range);
        Settle();
    }

    /// <summary>Takes in that a request of a range failed. A range that nobody needs yet just does without, until it is the head.</summary>
    public void Fail(ListedRange range, ListingException failure)
    {
        delivery.CountUnanswered(1);
        range.Fail(failure);
        if (range.IsRemoved)
        {
            policy.AnsweredInVain();
            return;
        }

        RemoveIfFailed(range);
        Settle();
    }

    private void Note(ListedRange range, BlockPage page)
    {
        if (range == Head)
            delivery.Deliver(page);
        else
            delivery.Discard(page);
    }

    /// <summary>A range without a block of its own proves nothing, unless its neighbour has come up to it.</summary>
    private void RemoveIfFailed(ListedRange range)
    {
        if (range.IsAnchored)
            return;

        ListedRange left = _ranges[_ranges.IndexOf(range) - 1];
        if (left.Reached + 1 >= range.Start)
            return;

        Remove(range);
        policy.ProbeFailed(left, range);
    }

    /// <summary>
    /// Where ranges have come to overlap, one goes on and the others end. Ranges that are not neighbours may do so too: many starts in one
    /// unwritten stretch give one page.
    /// </summary>
    private void Settle()
    {
        for (int i = 0; i < _ranges.Count; i++)
        {
            if (_ranges[i].IsAnchored)
                Settle(i);
        }

        Deliver();
    }

    private void Settle(int index)
    {
        ListedRange left = _ranges[index];
        int behind = index + 1;
        if (behind == _ranges.Count || _ranges[behind].Start > left.Reached + 1)
            return;

        while (behind < _ranges.Count && _ranges[behind].Start <= left.Reached + 1)
            behind++;

        List<ListedRange> overlapping = _ranges.GetRange(index + 1, behind - index - 1);
        ListedRange? furthest = overlapping.Where(left.IsContinuedBy).OrderBy(range => range.Reached).LastOrDefault();
        foreach (ListedRange range in overlapping.TakeWhile(range => range != furthest))
        {
            if (furthest is not null || !range.IsInFlight)
            {
                Remove(range);
                policy.Overtaken(range);
            }
        }

        if (furthest is null or { IsJoined: true })
            return;

        furthest.IsAnchored = furthest.IsJoined = true;
        policy.Joined(left, furthest);
    }

    private void Deliver()
    {
        while (true)
        {
            while (Head.Pages.TryDequeue(out BlockPage? page))
            {
                HeldBlocks -= page.Blocks.Count;
                delivery.Deliver(_watermark.Pass(page));
            }

            while (Head.IsDone && Count > 1)
                Remove(_ranges[^1]);

            if (Count == 1 || !Head.IsContinuedBy(_ranges[1]))
                return;

            Head.IsRemoved = true;
            _ranges.RemoveAt(0);
        }
    }

    private void Remove(ListedRange range)
    {
        _ranges.Remove(range);
        range.IsRemoved = true;
        while (range.Pages.TryDequeue(out BlockPage? page))
        {
            HeldBlocks -= page.Blocks.Count;
            delivery.Discard(page);
        }
    }
}
