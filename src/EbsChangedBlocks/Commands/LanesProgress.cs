using System.Management.Automation;

namespace EbsChangedBlocks.Commands;

/// <summary>
/// Shows how many pairs of many places are measured, where a bar for each that is under way would be too many. Told by
/// any thread, shown by the pipeline's.
/// </summary>
internal sealed class LanesProgress(Cmdlet cmdlet, MessagePump pump, int pairs, TimeProvider time)
{
    private const int ActivityId = 0x0EB70000;

    private readonly ProgressBar _bar = new(cmdlet, ActivityId, "Measuring pairs of snapshots", time);
    private int _done;

    public void Update()
    {
        if (_bar.Due() is TimeSpan elapsed)
        {
            pump.Post(_ => Show(Volatile.Read(ref _done), elapsed));
        }
    }

    public void CountPair()
    {
        Interlocked.Increment(ref _done);
        Update();
    }

    public void Complete() => _bar.Complete();

    private void Show(int done, TimeSpan elapsed) => _bar.Show(
        $"{done} of {pairs} pairs", 100 * done / pairs, done > 0 ? elapsed * (pairs - done) / done : null);
}
