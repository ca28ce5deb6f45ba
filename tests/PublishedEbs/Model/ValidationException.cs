namespace Amazon.EBS.Model;

public class ValidationException : AmazonEBSException
{
    public ValidationExceptionReason Reason { get; set; }
}
