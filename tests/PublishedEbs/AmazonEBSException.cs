using Amazon.Runtime;

namespace Amazon.EBS;

public class AmazonEBSException : AmazonServiceException;
