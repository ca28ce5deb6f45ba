using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Tests.Listing.Simulation;

/// <summary>
/// Answers as the service does, with what it may do to a client: windows cut short, needless last tokens, tokens that
/// expire, throttles, refusals.
/// </summary>
internal sealed class SimulatedService(SimulatedDisk disk, SimulatedClock clock, int seed) : IPageSource
{
    private readonly Random _random = new(seed);
    private double _allowance;
    private TimeSpan _allowanceAt;

    public List<PageRequest> Requests { get; } = [];

    public int InFlight { get; private set; }

    public int MostInFlight { get; private set; }

    /// <summary>Requests that were throttled.</summary>
    public int Throttled { get; private set; }

    /// <summary>Share of windows that are cut short, 0 to 1.</summary>
    public double ShortWindows { get; init; }

    /// <summary>Whether windows may be up to twice as long as asked for.</summary>
    public bool HasLongWindows { get; init; }

    /// <summary>Whether the same request gives the same window each time.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Share of the last windows after which a token is given all the same, 0 to 1.</summary>
    public double NeedlessTokens { get; init; }

    public TimeSpan TokenLifetime { get; init; } = TimeSpan.MaxValue;

    /// <summary>Requests per second that are answered.</summary>
    public double Quota { get; init; } = double.PositiveInfinity;

    /// <summary>Share of the requests ahead of the head that are refused, 0 to 1.</summary>
    public double RefusedAhead { get; init; }

    /// <summary>Share of all requests that fail for good, 0 to 1.</summary>
    public double Failing { get; set; }

    /// <summary>In seconds, for an empty page; a full one takes longer.</summary>
    public double Latency { get; init; } = 0.12;

    /// <summary>The size of the volume as answers tell it, in blocks.</summary>
    public int ClaimedBlockCount { get; init; } = disk.BlockCount;

    /// <summary>Until when all requests are throttled.</summary>
    public TimeSpan ThrottlesUntil { get; init; }

    public async Task<BlockPage> GetPageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        InFlight++;
        MostInFlight = Math.Max(MostInFlight, InFlight);
        try
        {
            bool isThrottled = IsThrottled();
            BlockPage page = Answer(request);
            double fullness = (double)page.Blocks.Count / request.MaxResults;
            await clock
                .DelayAsync(
                    TimeSpan.FromSeconds(isThrottled ? 0.02 : (Latency * Skew()) + (0.08 * fullness)),
                    cancellationToken)
                .ConfigureAwait(false);
            if (isThrottled)
            {
                throw new EbsChangedBlocksException(FailureKind.Throttled, "Too many.");
            }

            if (_random.NextDouble() < (request.Priority == RequestPriority.Ahead ? RefusedAhead : 0))
            {
                throw new EbsChangedBlocksException(FailureKind.RequestInvalid, "Not there.");
            }

            if (_random.NextDouble() < Failing)
            {
                throw new EbsChangedBlocksException(FailureKind.AccessDenied, "Not any more.");
            }

            if (IsExpired(request))
            {
                throw new EbsChangedBlocksException(FailureKind.PageTokenInvalid, "Too old.");
            }

            return page;
        }
        finally
        {
            InFlight--;
        }
    }

    /// <summary>How many requests a listing from a block on takes that looks nowhere else.</summary>
    public int CountSerial(int pageSize, int start = 0)
    {
        int count = 0;
        for (int? at = start; at is not null; count++)
        {
            (_, at) = Window(at.Value, pageSize);
        }

        return count;
    }

    private BlockPage Answer(PageRequest request)
    {
        int start = request.NextToken is string token
            ? int.Parse(token.Split('/')[0])
            : request.StartingBlockIndex ?? 0;
        (BlockEntry[] blocks, int? next) = Window(start, request.MaxResults);
        return new BlockPage
        {
            Pair = request.Pair,
            Blocks = blocks,
            NextToken = next is null ? null : $"{next}/{clock.Now.Ticks}",
            BlockSize = BlockPage.DefaultBlockSize,
            VolumeSize = (long)ClaimedBlockCount * BlockPage.DefaultBlockSize,
        };
    }

    private (BlockEntry[] Blocks, int? Next) Window(int start, int pageSize)
    {
        Random random = IsRepeatable ? new Random(seed ^ (start * 7919)) : _random;
        int length = random.NextDouble() < ShortWindows ? random.Next(1, pageSize + 1) : pageSize;
        length += HasLongWindows ? random.Next(pageSize + 1) : 0;
        (BlockEntry[] blocks, int? next) = disk.Window(start, length);
        return next is null && start < disk.BlockCount && random.NextDouble() < NeedlessTokens
            ? (blocks, disk.BlockCount)
            : (blocks, next);
    }

    private bool IsExpired(PageRequest request) =>
        request.NextToken is string token && clock.Now - new TimeSpan(long.Parse(token.Split('/')[1])) > TokenLifetime;

    private bool IsThrottled()
    {
        if (clock.Now < ThrottlesUntil)
        {
            Throttled++;
            return true;
        }

        if (double.IsInfinity(Quota))
        {
            return false;
        }

        _allowance = Math.Min(Math.Max(1, Quota), _allowance + (Quota * (clock.Now - _allowanceAt).TotalSeconds));
        _allowanceAt = clock.Now;
        bool isThrottled = _allowance < 1;
        _allowance -= isThrottled ? 0 : 1;
        Throttled += isThrottled ? 1 : 0;
        return isThrottled;
    }

    /// <summary>Log-normal around 1.</summary>
    private double Skew() =>
        Math.Exp(
            0.25
            * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()))
            * Math.Cos(2 * Math.PI * _random.NextDouble()));
}
