using System.Globalization;
using Amazon.EBS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>Hands on a block's data as the open response stream; what describes it is in the headers.</summary>
internal sealed class GetSnapshotBlockUnmarshaller : EBSResponseUnmarshaller
{
    public override bool HasStreamingProperty => true;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) => new GetSnapshotBlockResponse
    {
        BlockData = input.Stream,
        Checksum = Header(input, "x-amz-Checksum"),
        ChecksumAlgorithm = Header(input, "x-amz-Checksum-Algorithm") is string name ? new(name) : null,
        DataLength = Header(input, "x-amz-Data-Length") is string length
            ? int.Parse(length, CultureInfo.InvariantCulture)
            : null,
    };
}
