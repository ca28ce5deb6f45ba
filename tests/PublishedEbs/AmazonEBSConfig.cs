using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.EBS;

public class AmazonEBSConfig : ClientConfig
{
    public AmazonEBSConfig()
        : base(null) => throw null;

    public override string RegionEndpointServiceName => throw null;

    public override string ServiceVersion => throw null;

    public override string UserAgent => throw null;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        throw null;
}
