using EbsChangedBlocks.Listing.Ahead;

namespace EbsChangedBlocks.Tests.Listing.Simulation;

/// <summary>Looks anywhere, and goes on or waits as it likes.</summary>
internal sealed class RandomPolicy(int seed) : IAheadPolicy
{
    private readonly Random _random = new(seed);
    private long _volumeBlocks;

    public bool Continues(ChainList chains, int index) => chains[index].CanContinue && _random.Next(3) > 0;

    public AheadRequest? Next(ChainList chains, Outstanding outstanding)
    {
        int index = _random.Next(chains.Count);
        Chain chain = chains[index];
        if (index > 0 && Continues(chains, index))
        {
            return new(chain);
        }

        long from = chain.Start + 1;
        long to = index + 1 < chains.Count ? chains[index + 1].Start : Math.Min(chains.End, _volumeBlocks) + 3;
        return from < to && chains.Count < 100 && _random.Next(3) > 0
            ? new(chain, (int)_random.NextInt64(from, to))
            : null;
    }

    public void Learn(ChainList chains, ChainEvent happened)
    {
        if (happened is ChainEvent.Answered { Page: { VolumeSize: { } size } page })
        {
            _volumeBlocks = size / page.BlockSize;
        }
    }
}
