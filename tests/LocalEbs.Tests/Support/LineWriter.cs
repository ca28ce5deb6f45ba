using System.Text;

namespace LocalEbs.Tests.Support;

/// <summary>Collects lines, and lets a test wait for one.</summary>
internal sealed class LineWriter : TextWriter
{
    private readonly List<string> _lines = [];
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value)
    {
        lock (_lines)
        {
            _lines.Add(value ?? "");
            _change.SetResult();
            _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The first line, written by now or later, that holds a text.</summary>
    public async Task<string> LineAsync(string text)
    {
        while (true)
        {
            Task change;
            lock (_lines)
            {
                if (_lines.Find(line => line.Contains(text, StringComparison.Ordinal)) is { } line)
                {
                    return line;
                }

                change = _change.Task;
            }

            await change.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join('\n', _lines);
        }
    }
}
