namespace Module.Tests.Odd;

/// <summary>
/// The truth: what each block of a volume holds in a first and in a second snapshot; 0 where it was never written.
/// </summary>
internal sealed class OddVolume(byte[] first, byte[] second, int tokenLength)
{
    private const int BlocksPerGiB = 2048;

    public int BlockCount => second.Length;

    public long Bytes => BlockCount * 524_288L;

    /// <summary>The second snapshot without the first, which is what ListSnapshotBlocks lists.</summary>
    public OddVolume Whole => new(new byte[second.Length], second, tokenLength);

    /// <summary>Runs of every length: one thing happened to all blocks of a run, or anything to each.</summary>
    public static OddVolume Draw(Random random)
    {
        (byte First, byte Second)[] kinds = [(0, 0), (1, 1), (0, 1), (1, 0), (1, 2)];
        int count = random.GetItems([1, 1, 2, 4, 16], 1)[0] * BlocksPerGiB;
        byte[] first = new byte[count];
        byte[] second = new byte[count];
        int end = 0;
        int? kind = null;
        for (int index = 0; index < count; index++)
        {
            if (index == end)
            {
                end += LogUniform(random, 1, count);
                kind = random.Next(6) is int drawn && drawn < kinds.Length ? drawn : null;
            }

            (first[index], second[index]) = kinds[kind ?? random.Next(kinds.Length)];
        }

        return new OddVolume(first, second, random.GetItems([20, 60, 256], 1)[0]);
    }

    /// <summary>A number from low to high, each order of magnitude as likely as any other.</summary>
    public static int LogUniform(Random random, int low, int high) =>
        (int)(low * Math.Pow((double)high / low, random.NextDouble()));

    public bool Differs(int index) => first[index] != second[index];

    /// <summary>What happened to a block that differs.</summary>
    public string ChangeType(int index) => first[index] == 0 ? "Added" : second[index] == 0 ? "Removed" : "Modified";

    /// <summary>Looks at a window of written blocks.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="size">How many written blocks it has.</param>
    /// <param name="differing">Takes those that differ.</param>
    /// <returns>The next written block; the block count where there is none.</returns>
    public int Scan(int start, int size, List<int> differing)
    {
        int index = start;
        for (; index < BlockCount; index++)
        {
            if (first[index] == 0 && second[index] == 0)
            {
                continue;
            }

            if (size-- == 0)
            {
                return index;
            }

            if (Differs(index))
            {
                differing.Add(index);
            }
        }

        return index;
    }

    public string? FirstToken(int index) => Token(first, 'F', index);

    public string? SecondToken(int index) => Token(second, 'S', index);

    private string? Token(byte[] snapshot, char name, int index) =>
        snapshot[index] == 0 ? null : $"{name}/{index}".PadRight(tokenLength, '+');
}
