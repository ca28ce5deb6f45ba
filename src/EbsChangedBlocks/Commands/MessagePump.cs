using System.Collections.Concurrent;
using System.Management.Automation;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Commands;

/// <summary>
/// Lets the pipeline thread wait for a task and meanwhile write what other threads have to say: only that thread may
/// write to a cmdlet's streams.
/// </summary>
internal sealed class MessagePump(Cmdlet cmdlet, CancellationToken stopping) : IRequestLog
{
    private readonly BlockingCollection<Action<Cmdlet>> _messages = [];

    public void Verbose(string message) => Post(cmdlet => cmdlet.WriteVerbose(message));

    public void Warning(string message) => Post(cmdlet => cmdlet.WriteWarning(message));

    /// <summary>Leaves something to be done on the pipeline thread.</summary>
    public void Post(Action<Cmdlet> write) => _messages.Add(write);

    /// <summary>Waits on the pipeline thread. Returns or throws as the task does.</summary>
    /// <exception cref="PipelineStoppedException">
    /// The pipeline was stopped, which is no error of the task's: the engine throws the same.
    /// </exception>
    public T Wait<T>(Task<T> task)
    {
        if (!task.IsCompleted)
        {
            task.ContinueWith(
                _ => _messages.Add(WakeUp),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        while (!task.IsCompleted)
        {
            _messages.Take()(cmdlet);
        }

        while (_messages.TryTake(out Action<Cmdlet>? write))
        {
            write(cmdlet);
        }

        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private static void WakeUp(Cmdlet cmdlet)
    {
    }
}
