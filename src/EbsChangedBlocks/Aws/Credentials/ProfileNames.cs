using Amazon.Runtime.CredentialManagement;

namespace EbsChangedBlocks.Aws.Credentials;

/// <summary>The profiles that there are, each with the kind of its credentials.</summary>
internal static class ProfileNames
{
    /// <param name="location">The full path of a credentials file; null for the usual ones.</param>
    public static IEnumerable<(string Name, string Explanation)> All(string? location) =>
        new CredentialProfileStoreChain(location).ListProfiles()
            .Select(profile => (profile.Name, Explain(profile)))
            .DistinctBy(profile => profile.Name)
            .OrderBy(profile => profile.Name, StringComparer.OrdinalIgnoreCase);

    private static string Explain(CredentialProfile profile)
    {
        try
        {
            return profile.CredentialDescription;
        }
        catch (KeyNotFoundException)
        {
            // The SDK has no words for its newer kinds, such as SSO, and throws.
            return profile.Name;
        }
    }
}
