using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Aws;

/// <summary>Credentials, and in words where they came from. The words are safe to show.</summary>
internal sealed record ResolvedCredentials(AWSCredentials Credentials, string Source);

/// <summary>Finds the credentials to sign with. A source that the user names is used or is an error; it never falls through to another.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/powershell/v5/userguide/creds-assign.html</remarks>
internal static class CredentialResolver
{
    /// <exception cref="ListingException">The named source cannot be used, or there is none at all.</exception>
    public static ResolvedCredentials Resolve(ConnectionSettings settings, IClientConfig config)
    {
        if (settings.AccessKey is not null || settings.SecretKey is not null || settings.SessionToken is not null)
            return FromKeys(settings);

        return settings.ProfileName is string profile ? FromProfile(profile) : FromChain(config);
    }

    private static ResolvedCredentials FromKeys(ConnectionSettings settings)
    {
        if (string.IsNullOrEmpty(settings.AccessKey) || string.IsNullOrEmpty(settings.SecretKey))
            throw new ListingException(ListingFailure.CredentialsMissing, "-AccessKey and -SecretKey go together: one of them is missing.");

        return string.IsNullOrEmpty(settings.SessionToken)
            ? new(new BasicAWSCredentials(settings.AccessKey, settings.SecretKey), "-AccessKey")
            : new(new SessionAWSCredentials(settings.AccessKey, settings.SecretKey, settings.SessionToken), "-AccessKey with -SessionToken");
    }

    private static ResolvedCredentials FromProfile(string name)
    {
        var store = new CredentialProfileStoreChain();
        if (!store.TryGetProfile(name, out CredentialProfile profile))
            throw new ListingException(ListingFailure.ProfileUnusable, $"There is no AWS profile named '{name}'.");

        try
        {
            return new(profile.GetAWSCredentials(store), $"profile '{name}'");
        }
        catch (Exception e) when (e is AmazonClientException or InvalidOperationException or ArgumentException)
        {
            throw new ListingException(ListingFailure.ProfileUnusable, $"The AWS profile '{name}' gives no credentials: {e.Message}", e);
        }
    }

    private static ResolvedCredentials FromChain(IClientConfig config)
    {
        try
        {
            AWSCredentials credentials = DefaultAWSCredentialsIdentityResolver.GetCredentials(config);
            return new(credentials, Describe(credentials));
        }
        catch (AmazonClientException e)
        {
            throw new ListingException(ListingFailure.CredentialsMissing, "No AWS credentials were found in the environment, in a profile or on the machine.", e);
        }
    }

    private static string Describe(AWSCredentials credentials) => credentials switch
    {
        EnvironmentVariablesAWSCredentials => "environment variables",
        InstanceProfileAWSCredentials => "the instance's role",
        GenericContainerCredentials => "the container's role",
        AssumeRoleWithWebIdentityCredentials => "a web identity",
        // The type that the chain itself makes for an instance's role is internal, so the name has to do.
        _ => $"the default chain ({credentials.GetType().Name})",
    };
}
