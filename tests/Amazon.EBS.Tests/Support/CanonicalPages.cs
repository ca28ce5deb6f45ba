using System.Globalization;
using CsCheck;

namespace Amazon.EBS.Tests.Support;

/// <summary>Pages as the service writes them: members in order, no white space, nothing escaped.</summary>
internal static class CanonicalPages
{
    private static readonly Gen<string?> Token =
        Gen.Char["ABCXYZabcxyz0189+/=-_"].Array[0, 80].Select(chars => new string(chars)).Null();

    private static readonly Gen<ChangedBlock> Block = Gen.Select(
        Gen.OneOf(Gen.Int[0, 10], Gen.Int[0, int.MaxValue]), Token, Token, (index, first, second) => new ChangedBlock
        {
            BlockIndex = index,
            FirstBlockToken = first,
            SecondBlockToken = second,
        });

    internal static Gen<ListChangedBlocksResponse> Any { get; } = Gen.Select(
        Block.List[0, 10], Token, (blocks, token) => new ListChangedBlocksResponse
        {
            BlockSize = 524_288,
            ChangedBlocks = blocks,
            ExpiryTime = DateTime.UnixEpoch.AddMilliseconds(1_592_976_647_009),
            NextToken = token,
            VolumeSize = 3,
        });

    internal static string Write(ListChangedBlocksResponse page)
    {
        var blocks = page.ChangedBlocks!.Select(block =>
            $"{{\"BlockIndex\":{block.BlockIndex!.Value.ToString(CultureInfo.InvariantCulture)}"
            + Member("FirstBlockToken", block.FirstBlockToken)
            + $"{Member("SecondBlockToken", block.SecondBlockToken)}}}");
        return $"{{\"BlockSize\":524288,\"ChangedBlocks\":[{string.Join(',', blocks)}],\"ExpiryTime\":1592976647.009"
            + $"{Member("NextToken", page.NextToken)},\"VolumeSize\":3}}";
    }

    private static string Member(string name, string? value) => value is null ? "" : $",\"{name}\":\"{value}\"";
}
