using System.Globalization;
using System.Security.Cryptography;
using LocalEbs.Listing;
using LocalEbs.Snapshots;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>GetSnapshotBlock.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_GetSnapshotBlock.html</remarks>
internal sealed class ReadOperation(SnapshotCatalog catalog, BlockTokens tokens, TimeProvider time)
{
    public async Task GetSnapshotBlockAsync(HttpContext context, string snapshotId, string blockIndex)
    {
        ISnapshot snapshot = catalog.Find(snapshotId);
        if (!int.TryParse(blockIndex, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || snapshot.NextWritten(index) != index)
            throw ServiceError.Validation("INVALID_BLOCK", "The snapshot has no such block.");

        if (!tokens.IsValid(snapshot, index, context.Request.Query["blockToken"].ToString(), time.GetUtcNow()))
            throw ServiceError.Validation("INVALID_BLOCK_TOKEN", "The block token is invalid or has expired.");

        byte[] block = snapshot.Read(index);
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = block.Length;
        context.Response.Headers["x-amz-Data-Length"] = block.Length.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["x-amz-Checksum"] = Convert.ToBase64String(SHA256.HashData(block));
        context.Response.Headers["x-amz-Checksum-Algorithm"] = "SHA256";
        await context.Response.Body.WriteAsync(block, context.RequestAborted).ConfigureAwait(false);
    }
}
