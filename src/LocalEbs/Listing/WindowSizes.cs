using LocalEbs.Numerics;

namespace LocalEbs.Listing;

/// <summary>
/// The service may end a window before it is full. Which windows here do, and where, follows from the seed and the
/// index they begin at, so that a listing repeats itself exactly.
/// </summary>
internal sealed class WindowSizes(double shortShare, long seed)
{
    private readonly ulong _threshold = SplitMix.Threshold(shortShare);
    private readonly ulong _chances = SplitMix.At((ulong)seed, 0);
    private readonly ulong _lengths = SplitMix.At((ulong)seed, 1);

    public int At(int start, int maxResults) => SplitMix.At(_chances, start) < _threshold
        ? 1 + (int)(SplitMix.At(_lengths, start) % (ulong)maxResults)
        : maxResults;
}
