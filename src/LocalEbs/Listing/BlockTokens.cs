using System.Security.Cryptography;

namespace LocalEbs.Listing;

/// <summary>
/// Block tokens, which let the holder read one block for seven days
/// (https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-faq.html).
/// </summary>
internal sealed class BlockTokens(TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The time at which tokens given out now expire.</summary>
    public DateTimeOffset Expiry => time.GetUtcNow() + Life;

    public BlockTokenSeries Series(string snapshotId, DateTimeOffset expiry) =>
        new(_key, snapshotId, expiry.ToUnixTimeMilliseconds());

    /// <summary>Whether the token is that of this block, and still valid.</summary>
    public bool IsValid(string text, string snapshotId, int index)
    {
        Span<byte> token = stackalloc byte[BlockTokenSeries.TokenLength];
        if (!Convert.TryFromBase64String(text, token, out int length) || length != BlockTokenSeries.TokenLength)
        {
            return false;
        }

        long expiry = BlockTokenSeries.ExpiryOf(token);
        using var series = new BlockTokenSeries(_key, snapshotId, expiry);
        Span<byte> codes = stackalloc byte[BlockTokenSeries.CodeLength];
        Span<byte> expected = stackalloc byte[BlockTokenSeries.TokenLength];
        series.ComputeCodes([new ListedBlock(index, BlockState.Added)], codes);
        series.Compose(codes, expected);
        return CryptographicOperations.FixedTimeEquals(expected, token)
            && time.GetUtcNow().ToUnixTimeMilliseconds() < expiry;
    }
}
