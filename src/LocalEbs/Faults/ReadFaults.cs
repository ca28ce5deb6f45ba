using LocalEbs.Http;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Faults;

/// <summary>The faults in the answer to GetSnapshotBlock: what it says of the data, or the data, is not so.</summary>
internal static class ReadFaults
{
    public static IReadOnlyList<FaultKind> Kinds { get; } =
    [
        new("wrong-checksum", "x-amz-Checksum is not that of the block", Edit(FalsifyChecksum)),
        new("no-checksum", "x-amz-Checksum and its algorithm are missing", Edit(RemoveChecksum)),
        new("wrong-length", "x-amz-Data-Length is one less than the body's", Edit(ShortenLength)),
        new("other-block", "another written block's data and checksum: no client can tell", SubstituteAsync),
    ];

    private static FaultEffect Edit(Action<IHeaderDictionary> edit) => HeldBody.Send((scene, body) =>
    {
        if (scene.Record.IsRead)
        {
            edit(scene.Response.Headers);
        }
        else
        {
            scene.Record.Fault = null;
        }

        return scene.Exchange.AnswerAsync(scene.Response.ContentType, body);
    });

    private static void FalsifyChecksum(IHeaderDictionary headers)
    {
        byte[] checksum = Convert.FromBase64String(headers[BlockHeaders.Checksum]!);
        checksum[0] ^= 1;
        headers[BlockHeaders.Checksum] = Convert.ToBase64String(checksum);
    }

    private static void RemoveChecksum(IHeaderDictionary headers)
    {
        headers.Remove(BlockHeaders.Checksum);
        headers.Remove(BlockHeaders.ChecksumAlgorithm);
    }

    private static void ShortenLength(IHeaderDictionary headers) =>
        headers[BlockHeaders.DataLength] = $"{headers.ContentLength - 1}";

    private static async Task SubstituteAsync(FaultScene scene)
    {
        scene.Exchange.WantsOtherBlock = true;
        try
        {
            await scene.ProceedAsync().ConfigureAwait(false);
        }
        finally
        {
            scene.Record.Fault = scene.Exchange.WantsOtherBlock ? null : scene.Record.Fault;
        }
    }
}
