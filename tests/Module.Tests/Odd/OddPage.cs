using Wire;

namespace Module.Tests.Odd;

/// <summary>Writes a page as the service does, or in another form that means the same.</summary>
internal static class OddPage
{
    public static string Write(OddVolume volume, bool isPair, List<int> blocks, string? token, Random random)
    {
        Func<(string Name, string? Value)[], string> write = random.Next(2) == 0
            ? AsTheService
            : members => LooseJson.Object(random, members);
        IEnumerable<string> written = blocks.Select(index => write(Block(volume, isPair, index)));
        return write(
        [
            ("BlockSize", "524288"),
            (isPair ? "ChangedBlocks" : "Blocks", $"[{string.Join(',', written)}]"),
            ("ExpiryTime", random.Next(2) == 0 ? "1.592976647009E9" : "1576308931.973"),
            ("NextToken", Text(token)),
            // In GiB by the reference, in bytes by an example of the user guide.
            ("VolumeSize", $"{(random.Next(2) == 0 ? volume.Bytes : volume.Bytes >> 30)}"),
        ]);
    }

    private static (string Name, string? Value)[] Block(OddVolume volume, bool isPair, int index) => isPair
        ?
        [
            ("BlockIndex", $"{index}"),
            ("FirstBlockToken", Text(volume.FirstToken(index))),
            ("SecondBlockToken", Text(volume.SecondToken(index))),
        ]
        : [("BlockIndex", $"{index}"), ("BlockToken", Text(volume.SecondToken(index)))];

    private static string AsTheService((string Name, string? Value)[] members) =>
        $"{{{string.Join(',', members.Where(member => member.Value is not null).Select(Member))}}}";

    private static string Member((string Name, string? Value) member) => $"\"{member.Name}\":{member.Value}";

    private static string? Text(string? value) => value is null ? null : $"\"{value}\"";
}
