using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using EbsChangedBlocks.Aws.Configuration;

namespace EbsChangedBlocks.Aws.Credentials;

/// <summary>
/// Credentials of a profile, of whatever kind it is. Profiles are in the shared files, and on Windows in the SDK's own
/// store too.
/// </summary>
internal static class ProfileCredentials
{
    /// <summary>What the default was called by early versions of AWS.Tools, which still look for it.</summary>
    private const string LegacyDefaultName = "AWS PS Default";

    /// <summary>Of a profile that somebody named.</summary>
    /// <exception cref="EbsChangedBlocksException">There is no such profile, or it gives no credentials.</exception>
    public static SourcedCredentials Open(ProfileInUse profile, RegionEndpoint region, IWebProxy proxy)
    {
        if (profile.Location is string location && !File.Exists(location))
        {
            throw new EbsChangedBlocksException(
                FailureKind.ProfileUnusable, $"There is no AWS credentials file '{location}'.");
        }

        return TryOpen(profile, region, proxy)
            ?? throw new EbsChangedBlocksException(
                FailureKind.ProfileUnusable, $"There is no AWS profile named {Describe(profile)}.");
    }

    /// <summary>Of the default profile; null where there is none.</summary>
    /// <exception cref="EbsChangedBlocksException">It gives no credentials.</exception>
    public static SourcedCredentials? OpenDefault(ProfileInUse profile, RegionEndpoint region, IWebProxy proxy) =>
        TryOpen(profile, region, proxy, mayBeBare: true)
        ?? TryOpen(profile with { Name = LegacyDefaultName }, region, proxy, mayBeBare: true);

    /// <summary>
    /// Null where there is none; one that may be bare, and is, is none: the default profile may be there for its Region
    /// alone.
    /// </summary>
    private static SourcedCredentials? TryOpen(
        ProfileInUse inUse, RegionEndpoint region, IWebProxy proxy, bool mayBeBare = false)
    {
        string source = $"profile {Describe(inUse)}";
        var failure = new ProfileFailure(source);
        try
        {
            var store = new CredentialProfileStoreChain(inUse.Location);
            if (!store.TryGetProfile(inUse.Name, out CredentialProfile profile))
            {
                return UnreadableProfile.Explain(inUse.Name, inUse.Location) is string reason
                    ? throw new EbsChangedBlocksException(
                        FailureKind.ProfileUnusable, $"No credentials from {source}: {reason}.")
                    : null;
            }

            if (mayBeBare && !profile.CanCreateAWSCredentials)
            {
                return null;
            }

            failure.Look(profile, store);
            AWSCredentials credentials = profile.GetAWSCredentials(store);
            RefuseMfa(credentials, source);
            return new SourcedCredentials(RegionalCredentials.Of(credentials, region, proxy), source, failure.Explain)
            {
                SharesQuota = true,
            };
        }
        catch (Exception e) when (e is AmazonClientException or InvalidOperationException or ArgumentException
            or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw failure.Explain(e);
        }
    }

    /// <summary>
    /// The code would have to be typed at a prompt, which nobody does in a runbook, and again at every refresh.
    /// </summary>
    private static void RefuseMfa(AWSCredentials credentials, string source)
    {
        for (AWSCredentials? link = credentials; link is AssumeRoleAWSCredentials role; link = role.SourceCredentials)
        {
            if (role.Options.MfaSerialNumber is { Length: > 0 } device)
            {
                throw new EbsChangedBlocksException(
                    FailureKind.MfaRequired,
                    $"No credentials from {source}: it assumes {role.RoleArn} with a code of the MFA device {device}, "
                    + "which is not asked for here.");
            }
        }
    }

    private static string Describe(ProfileInUse profile) =>
        $"'{profile.Name}'{(profile.Location is null ? "" : $" in '{profile.Location}'")}"
        + (profile.ChosenBy is null ? "" : $" (from {profile.ChosenBy})");
}
