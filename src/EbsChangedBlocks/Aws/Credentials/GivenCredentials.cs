using System.Net;
using Amazon.Runtime;

namespace EbsChangedBlocks.Aws.Credentials;

/// <summary>Credentials that the user holds as an object: a pair of keys, or an object of some AWS SDK.</summary>
internal static class GivenCredentials
{
    /// <param name="given">
    /// A NetworkCredential of access key and secret key, or an object for <see cref="ForeignCredentials"/>.
    /// </param>
    /// <param name="sessionToken">What makes temporary keys of a pair; null where it is a pair that stays.</param>
    /// <param name="source">Where it was given.</param>
    /// <exception cref="EbsChangedBlocksException">No credentials can be got from it.</exception>
    public static SourcedCredentials Of(object given, string? sessionToken, string source)
    {
        if (given is NetworkCredential pair)
        {
            return OfPair(pair, sessionToken, source);
        }

        ForeignCredentials foreign = ForeignCredentials.TryRead(given)
            ?? throw new EbsChangedBlocksException(
                FailureKind.CredentialUnusable, $"{source} holds no AWS credentials but a {given.GetType()}.");
        return SourcedCredentials.Of(foreign, foreign.Name is null ? source : $"{source} ('{foreign.Name}')");
    }

    private static SourcedCredentials OfPair(NetworkCredential pair, string? sessionToken, string source)
    {
        if (string.IsNullOrEmpty(pair.UserName) || string.IsNullOrEmpty(pair.Password))
        {
            throw new EbsChangedBlocksException(
                FailureKind.CredentialUnusable,
                $"{source} takes an access key as the user name and its secret key as the password: "
                + "one of them is missing.");
        }

        return sessionToken is null
            ? SourcedCredentials.Of(new BasicAWSCredentials(pair.UserName, pair.Password), source)
            : SourcedCredentials.Of(
                new SessionAWSCredentials(pair.UserName, pair.Password, sessionToken), $"{source} with -SessionToken");
    }
}
