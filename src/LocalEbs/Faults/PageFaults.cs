using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalEbs.Snapshots;

namespace LocalEbs.Faults;

/// <summary>The faults that are wrong answers: well-formed pages of a listing that cannot be right.</summary>
internal static class PageFaults
{
    private const long BlocksOf64TiB = 134_217_728;

    private static readonly JsonSerializerOptions AsTheServiceWrites =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<FaultKind> Kinds { get; } =
    [
        new("descending", "the page's blocks in descending order", Edit(Descend)),
        new("repeat-index", "the page's first index is one before the page", Edit(RepeatIndex)),
        new(
            "last-index[=number]",
            "the page's last index, 134217728 (beyond 64 TiB) unless given",
            argument =>
            {
                long index = argument.Number(BlocksOf64TiB);
                return Edit((_, page) => SetIndex(Blocks(page).LastOrDefault(), index));
            }),
        new("repeat-token", "NextToken is the request's page token (the last page: twice)", Edit(RepeatToken)),
        new("bad-token", "NextToken holds what no token does", Edit((_, page) => Set(page, "NextToken", "no token!"))),
        new("bad-block-token", "a token of the page's last block holds what no token does", Edit(SetBlockToken)),
        new("block-size", "BlockSize is 1 MiB", Edit((_, page) => Set(page, "BlockSize", 2 * Snapshot.BlockSize))),
        new(
            "volume-size",
            "VolumeSize is 1 GiB more",
            Edit((_, page) => Set(page, "VolumeSize", (long)page["VolumeSize"]! + 1))),
        new("no-list", "the list of blocks is missing", Edit((_, page) => page.Remove(ListOf(page)))),
        new("null-list", "the list of blocks is null", Edit((_, page) => Set(page, ListOf(page), null))),
        new("other-list", "the list of blocks has the other operation's name", Edit(RenameList)),
        new("repeat-list", "the list of blocks once more, empty", Append(page => $"\"{ListOf(page)}\":[]")),
        new("repeat-member", "NextToken once more, null", Append(_ => "\"NextToken\":null")),
    ];

    /// <param name="edit">Returns false where it cannot be made.</param>
    private static FaultEffect Edit(Func<FaultScene, JsonObject, bool> edit) => HeldBody.Replace((scene, body) =>
        Read(scene, body) is { } page && edit(scene, page)
            ? JsonSerializer.SerializeToUtf8Bytes(page, AsTheServiceWrites)
            : null);

    /// <summary>One member more at the end, which an object in memory could not hold twice.</summary>
    private static FaultEffect Append(Func<JsonObject, string> member) => HeldBody.Replace((scene, body) =>
        Read(scene, body) is { } page
            ? [.. body.AsSpan(..^1), .. Encoding.UTF8.GetBytes($",{member(page)}}}")]
            : null);

    private static JsonObject? Read(FaultScene scene, byte[] body) =>
        scene.Record.IsListing ? JsonNode.Parse(body)!.AsObject() : null;

    private static bool Descend(FaultScene scene, JsonObject page)
    {
        JsonArray blocks = Blocks(page);
        JsonNode[] reversed = [.. blocks.OfType<JsonNode>().Reverse()];
        blocks.Clear();
        foreach (JsonNode block in reversed)
        {
            blocks.Add(block);
        }

        return reversed.Length > 1;
    }

    private static bool RepeatIndex(FaultScene scene, JsonObject page) =>
        scene.Record.StartingBlockIndex is > 0 and int start && SetIndex(Blocks(page).FirstOrDefault(), start - 1);

    private static bool RepeatToken(FaultScene scene, JsonObject page) =>
        scene.Exchange.Request.Query["pageToken"] is { } token && Set(page, "NextToken", token);

    private static bool SetBlockToken(FaultScene scene, JsonObject page) =>
        Blocks(page).LastOrDefault() is JsonObject block
        && Set(
            block,
            Array.Find(["BlockToken", "FirstBlockToken", "SecondBlockToken"], block.ContainsKey)!,
            "no token!");

    private static bool RenameList(FaultScene scene, JsonObject page)
    {
        string list = ListOf(page);
        JsonArray blocks = page[list]!.AsArray();
        return page.Remove(list) && Set(page, list == "Blocks" ? "ChangedBlocks" : "Blocks", blocks);
    }

    private static bool SetIndex(JsonNode? block, long index) =>
        block is JsonObject found && Set(found, "BlockIndex", index);

    private static bool Set(JsonObject page, string member, JsonNode? value)
    {
        page[member] = value;
        return true;
    }

    private static JsonArray Blocks(JsonObject page) => page[ListOf(page)]!.AsArray();

    private static string ListOf(JsonObject page) => page.ContainsKey("Blocks") ? "Blocks" : "ChangedBlocks";
}
