using System.Net;
using System.Text.Json.Nodes;

namespace LocalEbs.Tests.Support;

/// <summary>A JSON response, read whole.</summary>
internal sealed record Reply(HttpStatusCode Status, string? ErrorType, string? RequestId, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Reason => (string?)Json[nameof(Reason)];

    public string? Message => (string?)Json[nameof(Message)];

    public string? NextToken => (string?)Json[nameof(NextToken)];

    public string[] Members => MembersOf(Json);

    public JsonNode[] Blocks => [.. (Json["ChangedBlocks"] ?? Json[nameof(Blocks)])!.AsArray().Select(block => block!)];

    public int[] Indexes => [.. Blocks.Select(block => (int)block["BlockIndex"]!)];

    /// <summary>Where a block of ListSnapshotBlocks is read from.</summary>
    public string ReadOf(string snapshotId, int index)
    {
        JsonNode block = Blocks.Single(block => (int)block["BlockIndex"]! == index);
        return $"/snapshots/{snapshotId}/blocks/{index}"
            + $"?blockToken={Uri.EscapeDataString((string)block["BlockToken"]!)}";
    }

    public static string[] MembersOf(JsonNode node) => [.. node.AsObject().Select(member => member.Key)];

    public static async Task<Reply> OfAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        Header(response, "x-amzn-ErrorType"),
        Header(response, "x-amzn-RequestId"),
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.Single() : null;
}
