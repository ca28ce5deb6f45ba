using Amazon.Runtime.Internal;

namespace Amazon.EBS.Internal;

/// <summary>The service's name in metrics, and its renamed operations: none.</summary>
internal sealed class AmazonEBSMetadata : IServiceMetadata
{
    public string ServiceId => AmazonEBSConfig.ServiceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
