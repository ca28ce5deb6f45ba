using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Tests.Reading.Simulation;

/// <summary>
/// Blocks that are answered one by one, when told to: so a run has an order that a seed decides, while as many requests
/// as it may have are in flight.
/// </summary>
internal sealed class HeldBlocks(IBlockSource blocks, int parallelism) : IBlockSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private readonly List<(int Index, TaskCompletionSource Turn)> _waiting = [];
    private SnapshotPair? _pair;
    private List<BlockEntry> _due = [];
    private readonly HashSet<int> _answered = [];
    private int _ended;

    public bool AnyWaits
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count > 0;
            }
        }
    }

    private bool IsAtRest
    {
        get
        {
            int[] left =
            [
                .. _due.Where(block => block.SecondToken.IsPresent && !_answered.Contains(block.Index))
                    .Select(block => block.Index),
            ];
            // Removed blocks go through by themselves, but only while there is a place for them.
            int places = parallelism + ImageFill.Spare;
            int last = left.Length >= places ? left[places - 1] : int.MaxValue;
            int removed = _due.Count(block => !block.SecondToken.IsPresent && block.Index < last);
            return _waiting.Count == Math.Min(parallelism, left.Length)
                && _ended == _answered.Count + removed;
        }
    }

    /// <summary>From now on blocks of the second snapshot are held.</summary>
    public void Expect(SnapshotPair pair, List<BlockEntry> due)
    {
        lock (_gate)
        {
            (_pair, _due, _ended) = (pair, due, 0);
            _answered.Clear();
        }
    }

    /// <summary>Tells that a block is done with.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended++;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until a run is over, or does nothing more until a block is answered.</summary>
    public void WaitForWork(Task run) => Wait(() => run.IsCompleted || (IsAtRest && _waiting.Count > 0));

    /// <summary>Waits until nothing more happens by itself.</summary>
    public void WaitForRest() => Wait(() => IsAtRest);

    public void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Answers one that waits.</summary>
    public void Answer(Random random)
    {
        TaskCompletionSource turn;
        lock (_gate)
        {
            _waiting.Sort((one, other) => one.Index.CompareTo(other.Index));
            int at = random.Next(_waiting.Count);
            (int index, turn) = _waiting[at];
            _waiting.RemoveAt(at);
            _answered.Add(index);
        }

        turn.SetResult();
    }

    public async Task<BlockAnswer> GetBlockAsync(BlockRequest request, Memory<byte> buffer, RequestTry attempt)
    {
        TaskCompletionSource? turn = null;
        lock (_gate)
        {
            if (request.SnapshotId == _pair?.Second)
            {
                turn = new TaskCompletionSource();
                _waiting.Add((request.Index, turn));
                Monitor.PulseAll(_gate);
            }
        }

        if (turn is not null)
        {
            await turn.Task.ConfigureAwait(false);
        }

        return await blocks.GetBlockAsync(request, buffer, attempt).ConfigureAwait(false);
    }

    private void Wait(Func<bool> isOver)
    {
        lock (_gate)
        {
            while (!isOver())
            {
                Assert.True(Monitor.Wait(_gate, Patience), "It neither ends nor asks for a block.");
            }
        }
    }
}
