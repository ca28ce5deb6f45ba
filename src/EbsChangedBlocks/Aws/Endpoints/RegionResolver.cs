using System.Text.RegularExpressions;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using EbsChangedBlocks.Aws.Configuration;

namespace EbsChangedBlocks.Aws.Endpoints;

/// <summary>A Region, and in words where it came from.</summary>
/// <param name="Region">The Region.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="IsNamed">Whether somebody named it; if not, it is there to sign for and no more.</param>
internal sealed record ResolvedRegion(RegionEndpoint Region, string Source, bool IsNamed = true);

/// <summary>
/// Finds the Region to ask, in the order: parameter, session, environment, profile, default profile, instance.
/// </summary>
internal static partial class RegionResolver
{
    private static readonly string[] Variables = ["AWS_REGION", "AWS_DEFAULT_REGION"];

    /// <param name="settings">What the user said.</param>
    /// <param name="isOptional">Whether an endpoint is known without it, so that it is signed for and no more.</param>
    /// <exception cref="EbsChangedBlocksException">There is none.</exception>
    public static ResolvedRegion Resolve(ConnectionSettings settings, bool isOptional)
    {
        if (!string.IsNullOrEmpty(settings.Region))
        {
            return Named(settings.Region, "-Region");
        }

        if (!string.IsNullOrEmpty(settings.StoredRegion))
        {
            return Named(settings.StoredRegion, "$StoredAWSRegion");
        }

        foreach (string variable in Variables)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } name)
            {
                return Named(name, variable);
            }
        }

        var inUse = ProfileInUse.Of(settings);
        if ((OfProfile(inUse.Name, inUse.Location) ?? OfProfile(ProfileInUse.DefaultName)) is ResolvedRegion found)
        {
            return found;
        }

        if (isOptional)
        {
            return new(RegionEndpoint.USEast1, "the default for a custom endpoint", IsNamed: false);
        }

        // Only the instance's own metadata is left, and an unanswered question there takes seconds.
        FallbackRegionFactory.Reset();
        return FallbackRegionFactory.GetRegionEndpoint() is RegionEndpoint region
            ? new(region, "the instance's metadata")
            : throw new EbsChangedBlocksException(
                FailureKind.RegionMissing,
                "No AWS Region was given, and none was found in the session, in the environment or in a profile.");
    }

    private static ResolvedRegion Named(string name, string source)
    {
        if (Zone().Match(name) is { Success: true } zone)
        {
            throw new EbsChangedBlocksException(
                FailureKind.RegionInvalid,
                $"'{name}' (from {source}) is an availability zone: "
                + $"it is of the Region {zone.Groups["region"].Value}.");
        }

        try
        {
            return new(RegionEndpoint.GetBySystemName(name), source);
        }
        catch (AmazonClientException e)
        {
            throw new EbsChangedBlocksException(
                FailureKind.RegionInvalid,
                $"'{name}' (from {source}) is no Region: its name is something like eu-central-1.",
                e);
        }
    }

    /// <summary>Of a Region, or a local one that has a Region's name and more.</summary>
    /// <remarks>
    /// Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
    /// </remarks>
    [GeneratedRegex(@"^(?<region>[a-z]{2,}(-[a-z]+)+-\d+)(-[a-z]+-\d+)?[a-z]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Zone();

    private static ResolvedRegion? OfProfile(string name, string? location = null) =>
        new CredentialProfileStoreChain(location).TryGetProfile(name, out CredentialProfile profile)
        && profile.Region is not null
            ? new(profile.Region, $"profile '{name}'")
            : null;
}
