using System.Runtime.CompilerServices;

namespace EbsChangedBlocks.Listing;

/// <summary>For what runs once a block.</summary>
internal static class HotPath
{
    /// <summary>
    /// Compiled for speed at the first call. Left to tiered compilation, it would run unoptimised, or counting its own
    /// calls, for a million blocks or more: most listings would be over before.
    /// </summary>
    /// <remarks>Source: https://learn.microsoft.com/dotnet/core/runtime-config/compilation</remarks>
    public const MethodImplOptions Optimized = MethodImplOptions.AggressiveOptimization;
}
