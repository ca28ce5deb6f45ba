using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Listing;

/// <summary>The quota of list requests, which all of them share.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/general/latest/gr/ebs-service.html</remarks>
internal static class ListQuota
{
    /// <summary>
    /// Requests per second unless told otherwise: four fifths of the 50 that an account may send to a Region, so that
    /// others find room.
    /// </summary>
    public const double DefaultRequestsPerSecond = 40;

    public static RequestQuota Quota { get; } = new(
        "All list requests of an account in a Region share 50 a second (quota L-DB2FBAA1, which cannot be raised); "
        + "another client, such as a backup, may be using them.");
}
