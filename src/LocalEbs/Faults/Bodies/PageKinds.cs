using System.Text.Json.Nodes;
using LocalEbs.Snapshots;

namespace LocalEbs.Faults.Bodies;

/// <summary>The faults that are wrong answers: well-formed pages that cannot be right.</summary>
internal static class PageKinds
{
    private const long BlocksOf64TiB = 134_217_728;

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Edit("descending", "the page's blocks in descending order", PageEdits.Descend),
        Edit("repeat-index", "the page's first index is one before the page", PageEdits.RepeatIndex),
        new(
            "last-index[=number]",
            "the page's last index, 134217728 (beyond 64 TiB) unless given",
            argument =>
            {
                long index = argument.Number(BlocksOf64TiB);
                return Edited((_, page) => PageEdits.SetLastIndex(page, index));
            }),
        Edit("repeat-token", "NextToken is the request's page token (the last page: twice)", PageEdits.RepeatToken),
        Edit("bad-token", "NextToken holds what no token does", (_, page) => PageEdits.Set(page, "NextToken", "no token!")),
        Edit(
            "bad-block-token",
            "a token of the page's last block holds what no token does",
            (_, page) => PageEdits.SetBlockToken(page, "no token!")),
        Edit("block-size", "BlockSize is 1 MiB", (_, page) => PageEdits.Set(page, "BlockSize", 2 * Snapshot.BlockSize)),
        Edit(
            "volume-size",
            "VolumeSize is 1 GiB more",
            (_, page) => PageEdits.Set(page, "VolumeSize", (long)page["VolumeSize"]! + 1)),
        Edit("no-list", "the list of blocks is missing", (_, page) => page.Remove(PageEdits.ListOf(page))),
        Edit("null-list", "the list of blocks is null", (_, page) => PageEdits.Set(page, PageEdits.ListOf(page), null)),
        Edit("other-list", "the list of blocks has the other operation's name", PageEdits.RenameList),
        Appended("repeat-list", "the list of blocks once more, empty", page => $"\"{PageEdits.ListOf(page)}\":[]"),
        Appended("repeat-member", "NextToken once more, null", _ => "\"NextToken\":null"),
    ];

    private static FaultKind Edit(string name, string meaning, Func<FaultScene, JsonObject, bool> edit) =>
        new(name, meaning, argument => argument.None(Edited(edit)));

    private static FaultKind Appended(string name, string meaning, Func<JsonObject, string> member) => new(
        name,
        meaning,
        argument => argument.None(new ReplacedBody((scene, body) => PageEdits.Append(member, scene, body))));

    private static ReplacedBody Edited(Func<FaultScene, JsonObject, bool> edit) =>
        new((scene, body) => PageEdits.Apply(edit, scene, body));
}
