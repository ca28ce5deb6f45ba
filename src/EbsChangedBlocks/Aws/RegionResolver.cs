using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Aws;

/// <summary>A Region, and in words where it came from.</summary>
internal sealed record ResolvedRegion(RegionEndpoint Region, string Source);

/// <summary>Finds the Region to ask, in the order: parameter, environment, profile, instance.</summary>
internal static class RegionResolver
{
    private static readonly string[] Variables = ["AWS_REGION", "AWS_DEFAULT_REGION"];

    /// <exception cref="ListingException">There is none.</exception>
    public static ResolvedRegion Resolve(ConnectionSettings settings)
    {
        if (!string.IsNullOrEmpty(settings.Region))
            return new(RegionEndpoint.GetBySystemName(settings.Region), "-Region");

        foreach (string variable in Variables)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } name)
                return new(RegionEndpoint.GetBySystemName(name), variable);
        }

        string profileName = settings.ProfileName ?? Environment.GetEnvironmentVariable("AWS_PROFILE") ?? "default";
        if (new CredentialProfileStoreChain().TryGetProfile(profileName, out CredentialProfile profile) && profile.Region is not null)
            return new(profile.Region, $"profile '{profileName}'");

        if (settings.EndpointUrl is not null)
            return new(RegionEndpoint.USEast1, "the default for a custom endpoint");

        // Only the instance's own metadata is left, and an unanswered question there takes seconds.
        FallbackRegionFactory.Reset();
        return FallbackRegionFactory.GetRegionEndpoint() is RegionEndpoint region
            ? new(region, "the instance's metadata")
            : throw new ListingException(ListingFailure.RegionMissing, "No AWS Region was given, and none was found in the environment or in a profile.");
    }
}
