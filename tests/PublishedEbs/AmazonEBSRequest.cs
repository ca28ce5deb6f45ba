using Amazon.Runtime;

namespace Amazon.EBS;

public class AmazonEBSRequest : AmazonWebServiceRequest;
