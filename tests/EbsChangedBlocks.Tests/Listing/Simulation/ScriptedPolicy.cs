using EbsChangedBlocks.Listing.Ahead;

namespace EbsChangedBlocks.Tests.Listing.Simulation;

/// <summary>Looks where it is told to, one place after the other.</summary>
internal sealed class ScriptedPolicy(params int[] starts) : IAheadPolicy
{
    private readonly Queue<int> _starts = new(starts);

    public bool Continues(ChainList chains, int index)
    {
        Chain chain = chains[index];
        return chain.CanContinue && (index + 1 == chains.Count || chains[index + 1].Start > chain.ListedThrough + 1);
    }

    public AheadRequest? Next(ChainList chains, Outstanding outstanding)
    {
        for (int i = 1; i < chains.Count; i++)
        {
            if (!chains[i].IsResting && Continues(chains, i))
            {
                return new(chains[i]);
            }
        }

        if (!_starts.TryDequeue(out int start))
        {
            return null;
        }

        int left = 0;
        while (left + 1 < chains.Count && chains[left + 1].Start < start)
        {
            left++;
        }

        return new(chains[left], start);
    }

    public void Learn(ChainList chains, ChainEvent happened)
    {
    }
}
