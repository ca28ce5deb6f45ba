using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Reading;

/// <summary>
/// Tries whether an image holds the snapshot that it is said to hold, on a sample of the blocks that are about to be
/// changed: those of the first snapshot have to be what the image has there.
/// </summary>
internal sealed class ImageProbe(BlockReader reader, Random random)
{
    private const int SampleSize = 32;

    private readonly List<(int Index, string Token)> _sample = [];
    private long _seen;

    /// <summary>Takes a page's blocks into the sample, each with the same chance in the end.</summary>
    /// <remarks>Algorithm R: https://doi.org/10.1145/3147.3165</remarks>
    public void Add(BlockPage page)
    {
        foreach (BlockEntry block in page.Blocks)
        {
            if (block.FirstToken.Text is not string token)
            {
                continue;
            }

            _seen++;
            if (_sample.Count < SampleSize)
            {
                _sample.Add((block.Index, token));
            }
            else if (random.NextInt64(_seen) is < SampleSize and long at)
            {
                _sample[(int)at] = (block.Index, token);
            }
        }
    }

    /// <exception cref="EbsChangedBlocksException">The image holds something else.</exception>
    public async Task CompareAsync(
        SnapshotPair pair, IImageFile image, string path, int blockSize, CancellationToken cancellationToken)
    {
        byte[] expected = new byte[blockSize];
        byte[] actual = new byte[blockSize];
        foreach ((int index, string token) in _sample)
        {
            await reader
                .ReadAsync(pair, new BlockRequest(pair.First!, index, token), expected, cancellationToken)
                .ConfigureAwait(false);
            actual.AsSpan(image.Read((long)index * blockSize, actual)).Clear();
            if (!expected.AsSpan().SequenceEqual(actual))
            {
                throw new EbsChangedBlocksException(
                    FailureKind.BaseMismatch, $"'{path}' does not hold {pair.First}: block {index} differs.");
            }
        }

        reader.Log.Verbose($"{_sample.Count} of {_seen} blocks of {pair.First} were compared with '{path}'.");
    }
}
