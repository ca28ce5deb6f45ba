using Amazon.Runtime;

namespace EbsChangedBlocks.Aws.Credentials;

/// <summary>
/// Credentials, and in words where they came from. When they fail, now or hours into a listing, it is as credentials,
/// not as a service.
/// </summary>
internal sealed class SourcedCredentials : AWSCredentials
{
    /// <summary>Requests in flight together are refused together, and one new set of keys serves them all.</summary>
    private static readonly TimeSpan RefreshOnceIn = TimeSpan.FromSeconds(30);

    private readonly object _lock = new();
    private readonly AWSCredentials _inner;
    private readonly Func<Exception, EbsChangedBlocksException> _explain;
    private readonly TimeProvider _time;
    private long? _refreshedAt;

    public SourcedCredentials(
        AWSCredentials inner,
        string source,
        Func<Exception, EbsChangedBlocksException> explain,
        TimeProvider? time = null)
    {
        _inner = inner;
        _explain = explain;
        _time = time ?? TimeProvider.System;
        Source = source;
    }

    /// <summary>Where they came from; safe to show.</summary>
    public string Source { get; }

    /// <summary>
    /// Whether the source stands for one account even while its keys change, so that its name may stand for the quota.
    /// </summary>
    public bool SharesQuota { get; init; }

    /// <summary>Ends the waiting for a source, which has no way of being told to stop.</summary>
    public CancellationToken Stopping { private get; set; }

    public override DateTime? Expiration => _inner.Expiration;

    public static SourcedCredentials Of(AWSCredentials credentials, string source, bool sharesQuota = false) =>
        new(credentials, source, e => CredentialFailure.Of(FailureKind.CredentialUnusable, source, e))
        {
            SharesQuota = sharesQuota,
        };

    /// <exception cref="EbsChangedBlocksException">The source gives none.</exception>
    public override ImmutableCredentials GetCredentials()
    {
        ImmutableCredentials keys;
        try
        {
            keys = _inner.GetCredentials();
        }
        catch (Exception e)
        {
            throw _explain(e);
        }

        return Checked(keys);
    }

    /// <inheritdoc cref="GetCredentials"/>
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        ImmutableCredentials keys;
        try
        {
            keys = await _inner.GetCredentialsAsync().WaitAsync(Stopping).ConfigureAwait(false);
        }
        catch (Exception e) when (!Stopping.IsCancellationRequested)
        {
            throw _explain(e);
        }

        return Checked(keys);
    }

    /// <summary>Has the source asked again at next use; false where it has but one answer.</summary>
    public bool Refresh()
    {
        lock (_lock)
        {
            if (_refreshedAt is long last && _time.GetElapsedTime(last) < RefreshOnceIn)
            {
                return true;
            }

            if (!TryClear())
            {
                return false;
            }

            _refreshedAt = _time.GetTimestamp();
            return true;
        }
    }

    /// <summary>A line break in a key would go out as a header line of its own.</summary>
    private ImmutableCredentials Checked(ImmutableCredentials keys)
    {
        foreach ((string name, string? value) in (ReadOnlySpan<(string, string?)>)
            [("access key", keys.AccessKey), ("secret key", keys.SecretKey), ("session token", keys.Token)])
        {
            if (value?.Any(character => character is <= ' ' or > '~') == true)
            {
                throw new EbsChangedBlocksException(
                    FailureKind.CredentialUnusable,
                    $"The {name} from {Source} has a line break, a blank or another character in it that no key has.");
            }
        }

        return keys;
    }

    private bool TryClear()
    {
        switch (_inner)
        {
            case RefreshingAWSCredentials refreshing:
                refreshing.ClearCredentials();
                return true;
            case ForeignCredentials foreign:
                return foreign.TryClear();
            default:
                return false;
        }
    }
}
