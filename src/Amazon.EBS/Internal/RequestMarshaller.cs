using System.Globalization;
using Amazon.EBS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.EBS.Internal;

/// <summary>Puts requests, all of them GET, on the wire. Core encodes paths and queries.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_Operations.html"/>
internal sealed class RequestMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    internal static RequestMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, "Amazon.EBS")
        {
            Headers = { [HeaderKeys.XAmzApiVersion] = AmazonEBSConfig.ApiVersion },
            HttpMethod = "GET",
            UseQueryString = true,
        };
        switch (input)
        {
            case ListChangedBlocksRequest list:
                request.ResourcePath = "/snapshots/{SecondSnapshotId}/changedblocks";
                AddPath(nameof(list.SecondSnapshotId), list.SecondSnapshotId);
                AddQuery("firstSnapshotId", list.FirstSnapshotId);
                AddPaging(list.NextToken, list.MaxResults, list.StartingBlockIndex);
                break;
            case ListSnapshotBlocksRequest list:
                request.ResourcePath = "/snapshots/{SnapshotId}/blocks";
                AddPath(nameof(list.SnapshotId), list.SnapshotId);
                AddPaging(list.NextToken, list.MaxResults, list.StartingBlockIndex);
                break;
            default:
                var get = (GetSnapshotBlockRequest)input;
                request.ResourcePath = "/snapshots/{SnapshotId}/blocks/{BlockIndex}";
                AddPath(nameof(get.SnapshotId), get.SnapshotId);
                AddPath(nameof(get.BlockIndex), Text(get.BlockIndex));
                AddQuery("blockToken", Required(nameof(get.BlockToken), get.BlockToken));
                break;
        }

        return request;

        void AddPath(string member, string? value) =>
            request.AddPathResource($"{{{member}}}", Required(member, value));

        void AddQuery(string name, string? value)
        {
            if (value is not null)
            {
                request.Parameters.Add(name, value);
            }
        }

        void AddPaging(string? pageToken, int? maxResults, int? startingBlockIndex)
        {
            AddQuery("maxResults", Text(maxResults));
            AddQuery("pageToken", pageToken);
            AddQuery("startingBlockIndex", Text(startingBlockIndex));
        }
    }

    private static string Required(string member, string? value) =>
        string.IsNullOrEmpty(value) ? throw new AmazonEBSException($"The request lacks its {member}.") : value;

    private static string? Text(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
