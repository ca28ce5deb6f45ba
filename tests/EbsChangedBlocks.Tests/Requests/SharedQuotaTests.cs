using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Requests;
using EbsChangedBlocks.Tests.Listing.Simulation;

namespace EbsChangedBlocks.Tests.Requests;

/// <summary>How clients that know nothing of each other get on with one quota of 50 a second.</summary>
public sealed class SharedQuotaTests : IDisposable
{
    private const double PerSecond = 50;
    private const int InFlight = 16;

    private readonly SimulatedClock _clock = new();
    private readonly SynchronizationContext? _outer = SynchronizationContext.Current;
    private readonly CancellationTokenSource _over = new();
    private double _tokens = PerSecond;
    private TimeSpan _updated;

    public SharedQuotaTests() => SynchronizationContext.SetSynchronizationContext(null);

    public void Dispose()
    {
        _over.Dispose();
        SynchronizationContext.SetSynchronizationContext(_outer);
    }

    [Fact]
    public void Who_is_alone_has_nearly_all_of_it()
    {
        const int Pages = 600;
        Client client = Start(seed: 1);

        while (client.Answered < Pages)
        {
            Assert.True(_clock.RunNext(TimeSpan.FromMinutes(1)));
        }

        Assert.InRange(_clock.Now.TotalSeconds, Pages / PerSecond, 1.1 * Pages / PerSecond);
        Assert.InRange(client.Throttled, 0, Pages * 0.005);
        End();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Who_does_not_give_way_is_hardly_ever_throttled(int seed)
    {
        Client other = StartSteady(perSecond: 30, seed);
        Client ours = Start(seed);

        _clock.RunFor(TimeSpan.FromMinutes(2));
        End();

        Assert.InRange(other.Answered / (double)(other.Answered + other.Throttled), 0.985, 1);
        Assert.InRange(ours.Answered, 120 * 10, PerSecond + (120 * 20));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Nobody_has_less_than_half_of_an_even_share(int clients)
    {
        TimeSpan time = TimeSpan.FromMinutes(3);
        for (int seed = 1; seed <= 8; seed++)
        {
            Client[] all = [.. Enumerable.Range(1, clients).Select(number => Start((seed * 100) + number))];
            _clock.RunFor(time);

            double even = PerSecond * time.TotalSeconds / clients;
            Assert.All(all, client => Assert.InRange(client.Answered, even / 2, even * 2));
            Assert.InRange(all.Sum(client => client.Throttled) / (double)all.Sum(client => client.Answered), 0, 0.03);
            foreach (Client client in all)
            {
                client.IsOver = true;
            }

            _clock.RunFor(TimeSpan.FromMinutes(5));
        }

        End();
    }

    /// <summary>One of ours: as many requests at once as there may be, each tried until it is answered.</summary>
    private Client Start(int seed)
    {
        var client = new Client(new Random(seed));
        RequestRunner runner = QuietRequests.At(ListQuota.DefaultPace, _clock, client.Random);
        for (int number = 0; number < InFlight; number++)
        {
            _ = RunAsync();
        }

        return client;

        async Task RunAsync()
        {
            await _clock.DelayAsync(TimeSpan.FromSeconds(client.Random.NextDouble()), _over.Token);
            while (!client.IsOver)
            {
                await runner.RunAsync(_ => AskAsync(client), RequestPriority.Due, permit: null, _over.Token);
            }
        }
    }

    private Client StartSteady(int perSecond, int seed)
    {
        var client = new Client(new Random(seed));
        _ = RunAsync();
        return client;

        async Task RunAsync()
        {
            while (true)
            {
                await _clock.DelayAsync(TimeSpan.FromSeconds(1.0 / perSecond), _over.Token);
                _ = Take(client);
            }
        }
    }

    private async Task<int> AskAsync(Client client)
    {
        await _clock.DelayAsync(TimeSpan.FromMilliseconds(80 + (40 * client.Random.NextDouble())), _over.Token);
        return Take(client) ? 0 : throw new EbsChangedBlocksException(FailureKind.Throttled, "Rate exceeded");
    }

    private bool Take(Client client)
    {
        _tokens = Math.Min(PerSecond, _tokens + (PerSecond * (_clock.Now - _updated).TotalSeconds));
        _updated = _clock.Now;
        if (_tokens < 1)
        {
            client.Throttled++;
            return false;
        }

        _tokens--;
        client.Answered++;
        return true;
    }

    private void End() => _over.Cancel();

    private sealed class Client(Random random)
    {
        public Random Random => random;

        public int Answered { get; set; }

        public int Throttled { get; set; }

        public bool IsOver { get; set; }
    }
}
