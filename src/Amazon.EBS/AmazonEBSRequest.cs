using Amazon.Runtime;

namespace Amazon.EBS;

/// <summary>What every EBS direct API request derives from.</summary>
public class AmazonEBSRequest : AmazonWebServiceRequest;
