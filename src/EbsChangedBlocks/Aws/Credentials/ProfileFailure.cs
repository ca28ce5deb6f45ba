using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace EbsChangedBlocks.Aws.Credentials;

/// <summary>Why a profile gives no credentials, and what its user does about it, which depends on its kind.</summary>
internal sealed class ProfileFailure(string source)
{
    private string? _signedInBy;
    private bool _isLogin;

    /// <summary>Finds the kind. A role's source profile is what is signed in to.</summary>
    public void Look(CredentialProfile profile, ICredentialProfileSource store)
    {
        var seen = new HashSet<string>();
        for (CredentialProfile? link = profile; link is not null && seen.Add(link.Name); link = SourceOf(link, store))
        {
            if (link.Options.LoginSession is not null
                || link.Options.SsoStartUrl is not null
                || link.Options.SsoSession is not null)
            {
                _signedInBy = link.Name;
                _isLogin = link.Options.LoginSession is not null;
            }
        }
    }

    public EbsChangedBlocksException Explain(Exception e) => this switch
    {
        { _isLogin: true } => new(
            FailureKind.ProfileUnusable,
            $"No credentials from {source}: it is signed in to by 'aws login', for which AWSSDK.Signin is needed, "
            + "and this module does not have it. Let the AWS CLI hand on the credentials: a profile with "
            + $"'credential_process = aws configure export-credentials --profile {_signedInBy}' works.",
            e),
        { _signedInBy: string profile } when IsSignIn(e) => new(
            FailureKind.CredentialsExpired,
            $"No credentials from {source}: it is not signed in to, or no longer. "
            + $"Run 'aws sso login --profile {profile}' and try again. The SDK says: {CredentialFailure.Describe(e)}",
            e),
        _ => CredentialFailure.Of(FailureKind.ProfileUnusable, source, e),
    };

    /// <summary>
    /// Whether the sign-in is what is missing, and not what it is used for: the SDK has no type for that.
    /// </summary>
    private static bool IsSignIn(Exception e) => CredentialFailure.Chain(e).Any(link =>
        link is AmazonServiceException { ErrorCode: "UnauthorizedException" }
        || link.Message.Contains("SSO Token", StringComparison.Ordinal));

    private static CredentialProfile? SourceOf(CredentialProfile profile, ICredentialProfileSource store) =>
        profile.Options.SourceProfile is string next && store.TryGetProfile(next, out CredentialProfile source)
            ? source
            : null;
}
