using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using EbsChangedBlocks.Aws.Configuration;

namespace EbsChangedBlocks.Aws.Credentials;

/// <summary>Why a source gives no credentials.</summary>
internal static partial class CredentialFailure
{
    public static EbsChangedBlocksException Of(FailureKind failure, string source, Exception e)
    {
        if (e is EbsChangedBlocksException known)
        {
            return known;
        }

        if (ConfigurationFailure.QuotesLine(e))
        {
            return ConfigurationFailure.Of(e);
        }

        // What the process wrote, which may be anything, is in the exception's message: neither it nor the exception
        // may get out. By name, because it may be another SDK's.
        if (Chain(e).FirstOrDefault(link => link.GetType().Name == nameof(ProcessAWSCredentialException))
            is Exception process)
        {
            return new(
                failure,
                $"No credentials from {source}: its credential_process {Outcome(process)}. "
                + "Run it by hand to see what it says.");
        }

        return Chain(e)
            .Any(link => link is AmazonServiceException { ErrorCode: "ExpiredToken" or "ExpiredTokenException" })
                ? new(FailureKind.CredentialsExpired, $"The credentials behind {source} have expired: {Describe(e)}", e)
                : new(failure, $"No credentials from {source}: {Describe(e)}", e);
    }

    /// <summary>An exception and what it was caused by, outermost first.</summary>
    public static IEnumerable<Exception> Chain(Exception e)
    {
        for (Exception? link = e; link is not null; link = link.InnerException)
        {
            yield return link;
        }
    }

    /// <summary>
    /// What is said by an exception and the one at its root, where they differ. Below a service's error there is one
    /// more, which says nothing.
    /// </summary>
    public static string Describe(Exception e)
    {
        string root = Chain(e).Last(link => link.GetType().Name != nameof(HttpErrorResponseException)).Message;
        return e.Message.Contains(root, StringComparison.Ordinal) ? e.Message : $"{e.Message.TrimEnd('.')}: {root}";
    }

    private static string Outcome(Exception process) => ExitCode().Match(process.Message) is { Success: true } match
        ? $"ended with exit code {match.Groups[1].Value}"
        : "wrote nothing that can be read as credentials, or could not be started";

    [GeneratedRegex(@"non-zero exit value (-?\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex ExitCode();
}
