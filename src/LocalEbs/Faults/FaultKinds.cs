using LocalEbs.Faults.Bodies;
using LocalEbs.Faults.Connections;
using LocalEbs.Faults.Refusals;

namespace LocalEbs.Faults;

/// <summary>All faults, in the order in which the help lists them.</summary>
internal static class FaultKinds
{
    public static IReadOnlyList<FaultKind> All { get; } =
        [.. RefusalKinds.All, .. ConnectionKinds.All, .. BodyKinds.All, .. PageKinds.All];
}
