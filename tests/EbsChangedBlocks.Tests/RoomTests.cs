using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using EbsChangedBlocks.Commands;

namespace EbsChangedBlocks.Tests;

/// <summary>
/// The rooms of docs/design.md and the arrows between them: what is below knows nothing of what is above.
/// </summary>
public class RoomTests
{
    private const string Root = "EbsChangedBlocks";

    /// <summary>What each room may know beside itself.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Failures"] = [],
        ["Requests"] = ["Failures"],
        ["Listing"] = ["Requests", "Failures"],
        ["Listing.Ahead"] = ["Listing", "Requests", "Failures"],
        ["Measuring"] = ["Listing", "Requests", "Failures"],
        ["Reading"] = ["Listing", "Requests", "Failures"],
        ["Output"] = ["Measuring", "Reading", "Listing", "Requests", "Failures"],
        ["Commands"] =
        [
            "The opening of a connection", "Commands.Parameters", "Output", "Measuring", "Reading", "Listing",
            "Requests", "Failures",
        ],
        ["Commands.Parameters"] = [],
        ["Aws.Configuration"] = ["Failures"],
        ["Aws.Http"] = ["Aws.Configuration", "Failures"],
        ["Aws.Credentials"] = ["Aws.Configuration", "Failures"],
        ["Aws.Endpoints"] = ["Aws.Configuration", "Failures"],
        ["Aws"] =
        [
            "Aws.Http", "Aws.Credentials", "Aws.Endpoints", "Aws.Configuration", "Reading", "Listing", "Requests",
            "Failures",
        ],
        ["The opening of a connection"] =
        [
            "Aws", "Aws.Configuration", "Aws.Credentials", "Aws.Endpoints", "Commands", "Commands.Parameters",
            "Measuring", "Reading", "Listing", "Listing.Ahead", "Requests", "Failures",
        ],
    };

    [Fact]
    public void Arrows_lead_down_alone()
    {
        Architecture module = new ArchLoader().LoadAssembly(typeof(EbsCmdlet).Assembly).Build();
        IType[] own = [.. module.Types.Where(type => Room(type) is not null)];

        string[] upward =
        [
            .. from type in own
               from dependency in type.Dependencies
               let target = Room(dependency.Target)
               where target is not null && target != Room(type) && !Arrows[Room(type)!].Contains(target)
               select $"{Room(type)} -> {target}: {type.Name} knows {dependency.Target.Name}",
        ];

        Assert.Superset(own.Select(type => Room(type)).ToHashSet(), Arrows.Keys.ToHashSet<string?>());
        Assert.Empty(upward.Distinct().Order());
    }

    /// <summary>Public types are in the root namespace, whatever room their files lie in.</summary>
    private static string? Room(IType type)
    {
        string name = type.FullName.Split('+', '/')[0];
        if (!name.StartsWith(Root + ".", StringComparison.Ordinal))
        {
            return null;
        }

        return name[(Root.Length + 1)..] switch
        {
            nameof(FailureKind) or nameof(EbsChangedBlocksException) => "Failures",
            nameof(ChangeType) => "Listing",
            nameof(SaveOutcome) or nameof(ImageBasis) => "Reading",
            $"Commands.{nameof(EbsCmdlet)}" => "The opening of a connection",
            string inside when inside.LastIndexOf('.') is >= 0 and int end => inside[..end],
            _ => "Output",
        };
    }
}
