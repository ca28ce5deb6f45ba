using LocalEbs.Snapshots;

namespace LocalEbs.Listing;

/// <summary>How many written blocks a window covers: as many as asked for, or fewer for a share of the windows, as the service may do.</summary>
internal sealed record WindowLength(double ShortShare, int Seed)
{
    public int For(int start, int maxResults)
    {
        double drawn = Mix.Hash(Seed, start) / (double)ulong.MaxValue;
        if (drawn >= ShortShare)
            return maxResults;

        return 1 + (int)(Mix.Hash(Seed + 1, start) % (ulong)maxResults);
    }
}
