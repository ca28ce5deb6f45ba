namespace EbsChangedBlocks.Requests;

/// <summary>How many requests a second are wanted.</summary>
/// <param name="Highest">While nobody is throttled; above 0.</param>
/// <param name="Cautious">To begin with, and for a while after a throttle.</param>
internal readonly record struct RequestPace(double Highest, double Cautious)
{
    /// <summary>As many as somebody has said, from the first moment.</summary>
    public static RequestPace Of(double perSecond) => new(perSecond, perSecond);
}

/// <summary>
/// How many requests a second are right now: those that are wanted, less what throttles have taught. It falls by a
/// factor and recovers by steps, so that clients which know nothing of each other come to share a quota. Times are
/// counted from any one moment.
/// </summary>
internal sealed class RequestRate(RequestPace pace)
{
    /// <summary>A rate that has fallen lower takes minutes to find out that the quota is free again.</summary>
    private const double Floor = 1;

    private const double Cut = 0.6;

    /// <summary>In requests per second, per second.</summary>
    private const double LeastRecovery = 1;

    /// <summary>After how long a high rate is back from the deepest cut.</summary>
    private const double RecoverySeconds = 40;

    /// <summary>
    /// In how long it gets from the cautious rate to the highest: a bucket that is full at first hides for about as long
    /// that somebody else takes from it too.
    /// </summary>
    private const double ClimbSeconds = 2;

    /// <summary>What was already on its way when the rate was cut says nothing new about the quota.</summary>
    private static readonly TimeSpan CutInterval = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan CalmAfter = TimeSpan.FromSeconds(1);

    /// <summary>After how long it counts as alone on the quota again.</summary>
    private static readonly TimeSpan AloneAfter = TimeSpan.FromMinutes(1);

    private RequestPace _pace = pace;
    private TimeSpan _updated;
    private TimeSpan? _lastThrottle;
    private TimeSpan? _lastCut;

    /// <summary>Requests per second, as of the last <see cref="MoveTo"/>.</summary>
    public double PerSecond { get; private set; } = pace.Cautious;

    public RequestPace Pace
    {
        get => _pace;
        set
        {
            if (value == _pace)
            {
                return;
            }

            PerSecond = PerSecond < _pace.Cautious ? Math.Min(PerSecond, value.Cautious) : value.Cautious;
            _pace = value;
        }
    }

    private double Recovery => Math.Max(LeastRecovery, Pace.Cautious / RecoverySeconds);

    private double Climb => (Pace.Highest - Pace.Cautious) / ClimbSeconds;

    public bool IsCalm(TimeSpan now) => IsLongSinceThrottle(now, CalmAfter);

    /// <summary>Lets the rate recover for the time that has passed without a throttle.</summary>
    public void MoveTo(TimeSpan now)
    {
        TimeSpan from = _lastThrottle + CalmAfter is { } calm && calm > _updated ? calm : _updated;
        if (now > from)
        {
            double seconds = (now - from).TotalSeconds;
            if (PerSecond < Pace.Cautious)
            {
                PerSecond = Math.Min(Pace.Cautious, PerSecond + (Recovery * seconds));
            }
            else if (IsLongSinceThrottle(now, AloneAfter))
            {
                PerSecond = Math.Min(Pace.Highest, PerSecond + (Climb * seconds));
            }
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
        double cautious = Math.Min(PerSecond, Pace.Cautious);
        PerSecond = Math.Max(Math.Min(Floor, Pace.Cautious), cautious * Cut);
    }

    private bool IsLongSinceThrottle(TimeSpan now, TimeSpan time) =>
        _lastThrottle is not TimeSpan throttle || now - throttle >= time;
}
