using System.Buffers;
using LocalEbs.Listing;
using LocalEbs.Snapshots;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>ListChangedBlocks and ListSnapshotBlocks.</summary>
/// <remarks>
/// Sources: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html and
/// https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListSnapshotBlocks.html.
/// What the service answers to one id given twice, and whose size it names for a resized pair, it does not document: here, no blocks and the second's.
/// </remarks>
internal sealed class ListOperations(SnapshotCatalog catalog, WindowLength windowLength, PageTokens tokens, PageWriter writer)
{
    public Task ListChangedBlocksAsync(HttpContext context, string secondSnapshotId)
    {
        ISnapshot second = catalog.Find(secondSnapshotId);
        ISnapshot first = catalog.Find(context.Request.Query["firstSnapshotId"].ToString());
        if (first.Lineage != second.Lineage)
            throw ServiceError.Validation("UNRELATED_SNAPSHOTS", $"{first.Id} and {second.Id} are not related");

        return WritePageAsync(context, new SnapshotComparison(first, second));
    }

    public Task ListSnapshotBlocksAsync(HttpContext context, string snapshotId) =>
        WritePageAsync(context, new SnapshotComparison(null, catalog.Find(snapshotId)));

    private async Task WritePageAsync(HttpContext context, SnapshotComparison comparison)
    {
        ListParameters parameters = ListParameters.Of(context.Request.Query);
        string listing = $"{comparison.First?.Id}/{comparison.Second.Id}";
        int start = parameters.PageToken is null
            ? parameters.StartingBlockIndex
            : tokens.Read(listing, parameters.PageToken) ?? throw ListParameters.InvalidToken();

        ScanWindow window = ScanWindow.Scan(comparison, start, windowLength.For(start, parameters.MaxResults));
        string? next = window.Next is int position ? tokens.Make(listing, position) : null;
        var body = new ArrayBufferWriter<byte>(1024);
        writer.Write(body, comparison, window, next);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }
}
