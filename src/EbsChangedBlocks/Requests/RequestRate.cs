namespace EbsChangedBlocks.Requests;

/// <summary>
/// How many requests a second are right now: the ceiling, less what throttles have taught. It falls by a factor and
/// recovers by steps, so that clients which know nothing of each other come to share a quota. Times are counted from
/// any one moment.
/// </summary>
/// <param name="ceiling">Requests per second; above 0.</param>
internal sealed class RequestRate(double ceiling)
{
    /// <summary>A rate that has fallen lower takes minutes to find out that the quota is free again.</summary>
    private const double Floor = 1;

    private const double Cut = 0.6;

    /// <summary>In requests per second, per second.</summary>
    private const double LeastRecovery = 1;

    /// <summary>After how long a high rate is back from the deepest cut.</summary>
    private const double RecoverySeconds = 40;

    /// <summary>What was already on its way when the rate was cut says nothing new about the quota.</summary>
    private static readonly TimeSpan CutInterval = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan CalmAfter = TimeSpan.FromSeconds(1);

    private double _ceiling = ceiling;
    private TimeSpan _updated;
    private TimeSpan? _lastThrottle;
    private TimeSpan? _lastCut;

    /// <summary>Requests per second, as of the last <see cref="MoveTo"/>.</summary>
    public double PerSecond { get; private set; } = ceiling;

    /// <summary>In requests per second.</summary>
    public double Ceiling
    {
        get => _ceiling;
        set
        {
            PerSecond = PerSecond < _ceiling ? Math.Min(PerSecond, value) : value;
            _ceiling = value;
        }
    }

    private double Recovery => Math.Max(LeastRecovery, Ceiling / RecoverySeconds);

    public bool IsCalm(TimeSpan now) => _lastThrottle is not TimeSpan throttle || now - throttle >= CalmAfter;

    /// <summary>Lets the rate recover for the time that has passed without a throttle.</summary>
    public void MoveTo(TimeSpan now)
    {
        TimeSpan from = _lastThrottle + CalmAfter is { } calm && calm > _updated ? calm : _updated;
        if (now > from)
        {
            PerSecond = Math.Min(Ceiling, PerSecond + (Recovery * (now - from).TotalSeconds));
        }

        _updated = now;
    }

    public void Throttled(TimeSpan now)
    {
        MoveTo(now);
        _lastThrottle = now;
        if (now - _lastCut < CutInterval)
        {
            return;
        }

        _lastCut = now;
        PerSecond = Math.Max(Math.Min(Floor, Ceiling), PerSecond * Cut);
    }
}
