namespace Amazon.EBS.Model;

public class AccessDeniedException : AmazonEBSException
{
    public AccessDeniedExceptionReason Reason { get; set; }
}
