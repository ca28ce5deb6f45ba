using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace LocalEbs.Listing;

/// <summary>
/// Block tokens, which let the holder read one block for seven days
/// (https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-faq.html).
/// </summary>
/// <param name="time">The clock by which they expire.</param>
/// <param name="refusesEarlier">
/// Whether a list of a snapshot puts an end to the tokens of those before it. They change then, says AWS, but not what
/// becomes of the old ones (https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-elements.html).
/// </param>
internal sealed class BlockTokens(TimeProvider time, bool refusesEarlier = false)
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, long> _lists = new();

    /// <summary>The time at which tokens given out now expire.</summary>
    public DateTimeOffset Expiry => time.GetUtcNow() + Life;

    /// <summary>The tokens of a snapshot for one list.</summary>
    public BlockTokenSeries Series(string snapshotId, DateTimeOffset expiry)
    {
        long list = refusesEarlier ? _lists.AddOrUpdate(snapshotId, 1, (_, earlier) => earlier + 1) : 0;
        return new BlockTokenSeries(_key, snapshotId, list, expiry.ToUnixTimeMilliseconds());
    }

    /// <summary>Whether the token is that of this block, and still valid.</summary>
    public bool IsValid(string text, string snapshotId, int index)
    {
        Span<byte> token = stackalloc byte[BlockTokenSeries.TokenLength];
        if (!Convert.TryFromBase64String(text, token, out int length) || length != BlockTokenSeries.TokenLength)
        {
            return false;
        }

        long expiry = BlockTokenSeries.ExpiryOf(token);
        using var series = new BlockTokenSeries(_key, snapshotId, _lists.GetValueOrDefault(snapshotId), expiry);
        Span<byte> codes = stackalloc byte[BlockTokenSeries.CodeLength];
        Span<byte> expected = stackalloc byte[BlockTokenSeries.TokenLength];
        series.ComputeCodes([new ListedBlock(index, BlockState.Added)], codes);
        series.Compose(codes, expected);
        return CryptographicOperations.FixedTimeEquals(expected, token)
            && time.GetUtcNow().ToUnixTimeMilliseconds() < expiry;
    }
}
