using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalEbs.Faults.Bodies;

/// <summary>
/// Makes a page of a listing say something that cannot be right. Each edit returns false where it cannot be made.
/// </summary>
internal static class PageEdits
{
    private static readonly JsonSerializerOptions AsTheServiceWrites =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body with an edit; null where it cannot be made.</summary>
    public static byte[]? Apply(Func<FaultScene, JsonObject, bool> edit, FaultScene scene, byte[] body)
    {
        if (!scene.Exchange.Record.IsListing)
        {
            return null;
        }

        JsonObject page = JsonNode.Parse(body)!.AsObject();
        return edit(scene, page) ? JsonSerializer.SerializeToUtf8Bytes(page, AsTheServiceWrites) : null;
    }

    public static bool Descend(FaultScene scene, JsonObject page)
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

    public static bool RepeatIndex(FaultScene scene, JsonObject page) =>
        scene.Exchange.Record.StartingBlockIndex is > 0 and int start
        && SetIndex(Blocks(page).FirstOrDefault(), start - 1);

    public static bool SetLastIndex(JsonObject page, long index) => SetIndex(Blocks(page).LastOrDefault(), index);

    public static bool SetBlockToken(JsonObject page, string token) =>
        Blocks(page).LastOrDefault() is JsonObject block
        && Set(block, Array.Find(["BlockToken", "FirstBlockToken", "SecondBlockToken"], block.ContainsKey)!, token);

    public static bool RepeatToken(FaultScene scene, JsonObject page) =>
        scene.Exchange.Request.Query["pageToken"] is { } token && Set(page, "NextToken", token);

    public static bool RenameList(FaultScene scene, JsonObject page)
    {
        string list = ListOf(page);
        JsonArray blocks = page[list]!.AsArray();
        return page.Remove(list) && Set(page, list == "Blocks" ? "ChangedBlocks" : "Blocks", blocks);
    }

    /// <summary>The body with one member more at its end, which an object in memory could not hold twice.</summary>
    public static byte[]? Append(Func<JsonObject, string> member, FaultScene scene, byte[] body) =>
        scene.Exchange.Record.IsListing
            ? [.. body.AsSpan(..^1), .. Encoding.UTF8.GetBytes($",{member(JsonNode.Parse(body)!.AsObject())}}}")]
            : null;

    public static string ListOf(JsonObject page) => page.ContainsKey("Blocks") ? "Blocks" : "ChangedBlocks";

    public static bool Set(JsonObject page, string member, JsonNode? value)
    {
        page[member] = value;
        return true;
    }

    private static bool SetIndex(JsonNode? block, long index) =>
        block is JsonObject found && Set(found, "BlockIndex", index);

    private static JsonArray Blocks(JsonObject page) => page[ListOf(page)]!.AsArray();
}
