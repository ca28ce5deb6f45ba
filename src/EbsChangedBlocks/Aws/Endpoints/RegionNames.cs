using Amazon;

namespace EbsChangedBlocks.Aws.Endpoints;

/// <summary>The Regions that the SDK knows; others can be named all the same.</summary>
internal static class RegionNames
{
    public static IEnumerable<(string Name, string Explanation)> All =>
        RegionEndpoint.EnumerableAllRegions
            .Select(region => (region.SystemName, region.DisplayName))
            .OrderBy(region => region.SystemName, StringComparer.Ordinal);
}
