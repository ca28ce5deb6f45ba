using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;

namespace LocalEbs.Tests;

public sealed class RoomTests
{
    [Fact]
    public void No_room_is_in_a_cycle()
    {
        Architecture server = new ArchLoader().LoadAssembly(typeof(LocalEbsServer).Assembly).Build();

        // A slice is a namespace, and the root is one too: what it composes must not know it.
        SliceRule rule = SliceRuleDefinition.Slices().Matching("(**)").Should().BeFreeOfCycles();

        Assert.All(rule.Evaluate(server), result => Assert.True(result.Passed, result.Description));
    }
}
