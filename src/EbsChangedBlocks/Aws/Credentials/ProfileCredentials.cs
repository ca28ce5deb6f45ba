using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Internal.Util;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Aws.Credentials;

/// <summary>Credentials of a profile, of whatever kind it is. Profiles are in the shared files, and on Windows in the SDK's own store too.</summary>
internal static class ProfileCredentials
{
    public const string DefaultName = "default";

    /// <summary>What the default was called by early versions of AWS.Tools, which still look for it.</summary>
    private const string LegacyDefaultName = "AWS PS Default";

    /// <exception cref="ListingException">There is no such profile, or it gives no credentials.</exception>
    public static SourcedCredentials Open(string name, string? location = null, string? chosenBy = null)
    {
        if (location is not null && !File.Exists(location))
            throw new ListingException(ListingFailure.ProfileUnusable, $"There is no AWS credentials file '{location}'.");

        return TryOpen(name, location, chosenBy)
            ?? throw new ListingException(ListingFailure.ProfileUnusable, $"There is no AWS profile named '{name}'{In(location)}{By(chosenBy)}.");
    }

    /// <summary>The profile that AWS_PROFILE names, or else the default one; null where neither is.</summary>
    /// <exception cref="ListingException">It gives no credentials, or AWS_PROFILE names one that does not exist.</exception>
    public static SourcedCredentials? OpenDefault()
    {
        string name = DefaultAWSCredentialsIdentityResolver.GetProfileName();
        return name == DefaultName ? TryOpen(DefaultName, mayBeBare: true) ?? TryOpen(LegacyDefaultName, mayBeBare: true) : Open(name, chosenBy: "AWS_PROFILE");
    }

    /// <summary>Null where there is none; one that may be bare, and is, is none: the default profile may be there for its Region alone.</summary>
    private static SourcedCredentials? TryOpen(string name, string? location = null, string? chosenBy = null, bool mayBeBare = false)
    {
        string source = $"profile '{name}'{In(location)}{By(chosenBy)}";
        var failure = new ProfileFailure(source);
        try
        {
            var store = new CredentialProfileStoreChain(location);
            if (!store.TryGetProfile(name, out CredentialProfile profile))
            {
                return IsWritten(name, location)
                    ? throw new ListingException(ListingFailure.ProfileUnusable, $"No credentials from {source}: one of its settings has a value that cannot be read.")
                    : null;
            }

            if (mayBeBare && !profile.CanCreateAWSCredentials)
                return null;

            failure.Look(profile, store);
            AWSCredentials credentials = profile.GetAWSCredentials(store);
            RefuseMfa(credentials, source);
            return new SourcedCredentials(credentials, source, failure.Explain) { SharesQuota = true };
        }
        catch (Exception e) when (e is AmazonClientException or InvalidOperationException or ArgumentException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw failure.Explain(e);
        }
    }

    /// <summary>Whether a profile is in the files all the same: the SDK leaves out those with a setting that it cannot read, such as <c>use_fips_endpoint = perhaps</c>.</summary>
    private static bool IsWritten(string name, string? location)
    {
        var files = new SharedCredentialsFile(location);
        return Has(files.FilePath, marked: false) || Has(files.ConfigFilePath, marked: name != DefaultName);

        bool Has(string file, bool marked) => File.Exists(file) && new ProfileIniFile(file, marked).ListSectionNames().Contains(name);
    }

    /// <summary>The code would have to be typed at a prompt, which nobody does in a runbook, and again at every refresh.</summary>
    private static void RefuseMfa(AWSCredentials credentials, string source)
    {
        for (AWSCredentials? link = credentials; link is AssumeRoleAWSCredentials role; link = role.SourceCredentials)
        {
            if (role.Options.MfaSerialNumber is { Length: > 0 } device)
                throw new ListingException(ListingFailure.MfaRequired, $"No credentials from {source}: it assumes {role.RoleArn} with a code of the MFA device {device}, which is not asked for here.");
        }
    }

    private static string In(string? location) => location is null ? "" : $" in '{location}'";

    private static string By(string? chosenBy) => chosenBy is null ? "" : $" (from {chosenBy})";
}
