using Amazon.Runtime.Credentials;

namespace EbsChangedBlocks.Aws.Configuration;

/// <summary>
/// The profile that a call goes by: for its keys where none are given, for its Region and for its endpoint.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Location">The full path of the credentials file to look in; null for the usual ones.</param>
/// <param name="ChosenBy">The variable that named it; null where a parameter did, or nobody.</param>
internal sealed record ProfileInUse(string Name, string? Location, string? ChosenBy)
{
    public const string DefaultName = "default";

    /// <summary>A location alone means its default profile, whatever AWS_PROFILE names.</summary>
    public static ProfileInUse Of(ConnectionSettings settings)
    {
        if (settings.HasProfile)
        {
            return new(settings.ProfileName ?? DefaultName, settings.ProfileLocation, null);
        }

        string name = DefaultAWSCredentialsIdentityResolver.GetProfileName();
        return new(name, null, name == DefaultName ? null : "AWS_PROFILE");
    }
}
