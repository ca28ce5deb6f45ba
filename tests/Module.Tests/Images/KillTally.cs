namespace Module.Tests.Images;

/// <summary>What runs had come to when they were killed, so that a test which proves nothing is seen.</summary>
internal sealed class KillTally
{
    private int _endedByItself;
    private int _beforeAnything;
    private int _underItsOwnName;
    private int _beyondCheckpoint;
    private int _holding;

    public int UnderWay { get; private set; }

    /// <param name="killed">What the run has left; null where it ended by itself.</param>
    public void Add(ImageFolder? killed)
    {
        if (killed is null)
        {
            _endedByItself++;
        }
        else if (File.Exists(killed.Partial))
        {
            UnderWay++;
            _beyondCheckpoint += (int?)killed.State()?["watermark"] > 0 ? 1 : 0;
        }
        else if (!File.Exists(killed.Image))
        {
            _beforeAnything++;
        }
        else if ((string?)killed.State()?["kind"] == "Holds")
        {
            _holding++;
        }
        else
        {
            _underItsOwnName++;
        }
    }

    public override string ToString() =>
        $"killed {_beforeAnything} times before a file was there, {_underItsOwnName} while the image was on the way "
        + $"under its own name, {UnderWay} while it was partial ({_beyondCheckpoint} of these beyond a checkpoint), "
        + $"{_holding} while it held a snapshot; {_endedByItself} runs ended before";
}
