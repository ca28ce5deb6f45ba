using System.Globalization;
using Amazon.EBS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>Hands on a block's data as the open response stream; what describes it is in the headers.</summary>
internal sealed class GetSnapshotBlockUnmarshaller : EBSResponseUnmarshaller
{
    internal static GetSnapshotBlockUnmarshaller Instance { get; } = new();

    public override bool HasStreamingProperty => true;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        var length = Header(input, "x-amz-Data-Length");
        return new GetSnapshotBlockResponse
        {
            BlockData = input.Stream,
            Checksum = Header(input, "x-amz-Checksum"),
            ChecksumAlgorithm = Header(input, "x-amz-Checksum-Algorithm") is string name ? new(name) : null,
            DataLength = length is null ? null : int.Parse(length, CultureInfo.InvariantCulture),
        };
    }

    private static string? Header(JsonUnmarshallerContext context, string name) =>
        context.ResponseData.IsHeaderPresent(name) ? context.ResponseData.GetHeaderValue(name) : null;
}
