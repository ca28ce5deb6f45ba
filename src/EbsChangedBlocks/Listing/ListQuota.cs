using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Listing;

/// <summary>The quota of list requests, which all of them share.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/general/latest/gr/ebs-service.html</remarks>
internal static class ListQuota
{
    /// <summary>
    /// Unless told otherwise nearly all of the 50 that an account may send to a Region, and four fifths as long as
    /// somebody else may need them.
    /// </summary>
    public static RequestPace DefaultPace { get; } = new(Highest: 48, Cautious: 40);

    public static RequestQuota Quota { get; } = new(
        "All list requests of an account in a Region share 50 a second (quota L-DB2FBAA1, which cannot be raised); "
        + "another client, such as a backup, may be using them.");
}
