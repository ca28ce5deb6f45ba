using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using EbsChangedBlocks.Aws.Configuration;

namespace EbsChangedBlocks.Aws.Credentials;

/// <summary>
/// Finds the credentials to sign with. A source that the user names is used or is an error; it never falls through to
/// another.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/powershell/v5/userguide/creds-assign.html</remarks>
internal static class CredentialResolver
{
    /// <param name="settings">What the user said.</param>
    /// <param name="region">The Region in use, in which roles are assumed.</param>
    /// <param name="proxy">The way to the services that hand out keys.</param>
    /// <exception cref="EbsChangedBlocksException">
    /// The named source cannot be used, several are named, or there is none at all.
    /// </exception>
    public static SourcedCredentials Resolve(ConnectionSettings settings, RegionEndpoint region, IWebProxy proxy)
    {
        if (settings.HasKeys)
        {
            return FromKeys(settings);
        }

        if (settings.Credential is object credential)
        {
            return GivenCredentials.Of(credential, settings.SessionToken, "-Credential");
        }

        var profile = ProfileInUse.Of(settings);
        if (settings.HasProfile)
        {
            return ProfileCredentials.Open(profile, region, proxy);
        }

        if (settings.StoredCredentials is object stored)
        {
            return GivenCredentials.Of(stored, null, "$StoredAWSCredentials");
        }

        if (FromEnvironment(region, proxy) is SourcedCredentials found)
        {
            return found;
        }

        return profile.ChosenBy is not null
            ? ProfileCredentials.Open(profile, region, proxy)
            : ProfileCredentials.OpenDefault(profile, region, proxy) ?? FromMachine();
    }

    /// <summary>Before anything is looked for: what is refused anyway is refused at once.</summary>
    /// <exception cref="EbsChangedBlocksException">Several sources are named.</exception>
    public static void RefuseSeveral(ConnectionSettings settings)
    {
        string[] named =
        [
            .. settings.HasKeys
                ? [settings.AccessKey is null && settings.SecretKey is null ? "-SessionToken" : "-AccessKey"]
                : Array.Empty<string>(),
            .. settings.Credential is not null ? ["-Credential"] : Array.Empty<string>(),
            .. settings.HasProfile
                ? [settings.ProfileName is null ? "-ProfileLocation" : "-ProfileName"]
                : Array.Empty<string>(),
        ];
        if (named.Length > 1)
        {
            throw new EbsChangedBlocksException(
                FailureKind.CredentialsAmbiguous, $"{string.Join(" and ", named)} each name credentials to sign with.");
        }
    }

    private static SourcedCredentials FromKeys(ConnectionSettings settings)
    {
        if (string.IsNullOrEmpty(settings.AccessKey) || string.IsNullOrEmpty(settings.SecretKey))
        {
            throw new EbsChangedBlocksException(
                FailureKind.CredentialsMissing, "-AccessKey and -SecretKey go together: one of them is missing.");
        }

        return settings.SessionToken is null
            ? SourcedCredentials.Of(new BasicAWSCredentials(settings.AccessKey, settings.SecretKey), "-AccessKey")
            : SourcedCredentials.Of(
                new SessionAWSCredentials(settings.AccessKey, settings.SecretKey, settings.SessionToken),
                "-AccessKey with -SessionToken");
    }

    /// <summary>
    /// Keys, or a token of a web identity, where both parts are there; what is half set is no source, as AWS.Tools has
    /// it.
    /// </summary>
    private static SourcedCredentials? FromEnvironment(RegionEndpoint region, IWebProxy proxy)
    {
        if (KeysOfEnvironment() is SourcedCredentials keys)
        {
            return keys;
        }

        if (!IsSet(AssumeRoleWithWebIdentityCredentials.WebIdentityTokenFileEnvVariable)
            || !IsSet(AssumeRoleWithWebIdentityCredentials.RoleArnEnvVariable))
        {
            return null;
        }

        const string Source = "the web identity in the environment";
        try
        {
            return SourcedCredentials.Of(
                RegionalCredentials.Of(AssumeRoleWithWebIdentityCredentials.FromEnvironmentVariables(), region, proxy),
                Source);
        }
        catch (ArgumentException e)
        {
            throw CredentialFailure.Of(FailureKind.CredentialUnusable, Source, e);
        }
    }

    /// <summary>A variable that was read from a file often ends in a line break.</summary>
    private static SourcedCredentials? KeysOfEnvironment()
    {
        bool wasTrimmed = false;
        if (Read("AWS_ACCESS_KEY_ID") is not string access
            || (Read("AWS_SECRET_ACCESS_KEY") ?? Read("AWS_SECRET_KEY")) is not string secret)
        {
            return null;
        }

        AWSCredentials keys = Read("AWS_SESSION_TOKEN") is string token
            ? new SessionAWSCredentials(access, secret, token)
            : new BasicAWSCredentials(access, secret);
        return SourcedCredentials.Of(
            keys,
            wasTrimmed
                ? "environment variables, without the white space at the end of a value"
                : "environment variables");

        string? Read(string variable)
        {
            string? value = Environment.GetEnvironmentVariable(variable);
            string? trimmed = value?.TrimEnd();
            wasTrimmed |= trimmed != value;
            return string.IsNullOrEmpty(trimmed) ? null : trimmed;
        }
    }

    /// <summary>
    /// With all else looked at, the SDK's chain has left the container's role and the instance's. A chain of its own,
    /// because the SDK's shared one keeps what it found.
    /// </summary>
    private static SourcedCredentials FromMachine()
    {
        try
        {
            using var chain = new DefaultAWSCredentialsIdentityResolver();
            AWSCredentials credentials = chain.ResolveIdentity(null);
            return SourcedCredentials.Of(
                credentials,
                credentials is GenericContainerCredentials ? "the container's role" : "the instance's role",
                sharesQuota: true);
        }
        catch (Exception e) when (e is AmazonClientException or OperationCanceledException)
        {
            throw new EbsChangedBlocksException(
                FailureKind.CredentialsMissing,
                "No AWS credentials were found in the session, in the environment, in a profile or on the machine.",
                e);
        }
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
